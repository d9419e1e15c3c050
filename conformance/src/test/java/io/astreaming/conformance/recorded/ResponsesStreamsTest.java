package io.astreaming.conformance.recorded;

import io.astreaming.json.JsonbResponsesCodec;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded stream of the Responses API adds up to what an independent script made of it. */
class ResponsesStreamsTest {
    private final ProtocolExpectations streams = new ProtocolExpectations(new JsonbResponsesCodec());

    @TestFactory
    Stream<DynamicTest> addsUpToWhatTheProviderSaid() throws IOException {
        return streams.all().stream()
                .map(stream -> DynamicTest.dynamicTest(stream.getFileName().toString(), () -> streams.check(stream)));
    }

    @TestFactory
    Stream<DynamicTest> isNeverCompleteWhereItIsCut() throws IOException {
        return streams.all().stream()
                .map(stream ->
                        DynamicTest.dynamicTest(stream.getFileName().toString(), () -> streams.checkCuts(stream)));
    }
}
