package io.astreaming.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.JsonbGeminiCodec;

/** Any bytes make one outcome of Gemini's API, and the same one wherever they are cut. */
class GeminiFuzzTest {
    private static final JsonbGeminiCodec CODEC = new JsonbGeminiCodec();

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        AnyBytes.read(CODEC, bytes);
    }
}
