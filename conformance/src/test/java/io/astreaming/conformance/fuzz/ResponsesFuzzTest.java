package io.astreaming.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.JsonbResponsesCodec;

/** Any bytes make one outcome of the Responses API, and the same one wherever they are cut. */
class ResponsesFuzzTest {
    private static final JsonbResponsesCodec CODEC = new JsonbResponsesCodec();

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        AnyBytes.read(CODEC, bytes);
    }
}
