package io.astreaming.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.JsonbMessagesCodec;

/** Any bytes make one outcome of the Messages API, and the same one wherever they are cut. */
class MessagesFuzzTest {
    private static final JsonbMessagesCodec CODEC = new JsonbMessagesCodec();

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        AnyBytes.read(CODEC, bytes);
    }
}
