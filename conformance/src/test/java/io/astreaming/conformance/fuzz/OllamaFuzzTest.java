package io.astreaming.conformance.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.astreaming.json.JsonbOllamaCodec;

/** Any bytes make one outcome of Ollama's API, and the same one wherever they are cut. */
class OllamaFuzzTest {
    private static final JsonbOllamaCodec CODEC = new JsonbOllamaCodec();

    @FuzzTest
    void readsAnyBytesTheSameWhereverTheyAreCut(byte[] bytes) {
        AnyBytes.read(CODEC, bytes);
    }
}
