package io.astreaming.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.JsonbChatCodec;

/** Any bytes make one outcome of chat completions, and the same one wherever they are cut. */
class StreamFuzzTest {
    private static final JsonbChatCodec CODEC = new JsonbChatCodec();

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        AnyBytes.read(CODEC, bytes);
    }
}
