package io.astreaming.benchmarks.harness;

import java.util.List;

/**
 * A library that is measured.
 *
 * @param label how tables and charts call it
 * @param module where its class path is
 * @param className its decoder or client, below {@code io.astreaming.benchmarks}
 */
record Contender(String label, String module, String className) {
    private static final String PACKAGE = "io.astreaming.benchmarks.";

    static final Contender EVENT_ENDS = new Contender("floor: ends of events", "arena", "floor.EventEnds");
    static final Contender CONTENT_STRINGS = new Contender("floor: content string", "arena", "floor.ContentStrings");
    static final Contender CHUNKS = new Contender("Astreaming", "astreaming", "astreaming.Chunks");
    static final Contender ASSEMBLED = new Contender("Astreaming, assembled", "astreaming", "astreaming.Assembled");
    static final Contender JACKSON = new Contender("Jackson records", "jackson", "jackson.Records");
    static final Contender LANGCHAIN4J = new Contender("LangChain4j", "langchain4j", "langchain4j.Responses");
    static final Contender OPENAI_JAVA = new Contender("openai-java", "openai-java", "openai.Pipeline");
    static final Contender SPRING_AI = new Contender("Spring AI", "spring-ai", "spring.Pipeline");

    /** The contenders that decode in memory. */
    static final List<Contender> DECODERS =
            List.of(EVENT_ENDS, CONTENT_STRINGS, CHUNKS, ASSEMBLED, JACKSON, LANGCHAIN4J, OPENAI_JAVA, SPRING_AI);

    static final Contender DISCARDING = new Contender("HttpClient, discarding", "arena", "floor.DiscardingClient");
    static final Contender SCANNING = new Contender("HttpClient, bare", "arena", "floor.ScanningClient");
    static final Contender PULLED = new Contender("Astreaming, pulled", "astreaming", "astreaming.Pulled");
    static final Contender PUSHED = new Contender("Astreaming, pushed", "astreaming", "astreaming.Pushed");
    static final Contender PUSHED_IN_PLACE =
            new Contender("Astreaming, pushed in place", "astreaming", "astreaming.PushedInPlace");
    static final Contender LINES_CLIENT =
            new Contender("HttpClient, lines, Jackson records", "jackson", "jackson.LinesClient");
    static final Contender LANGCHAIN4J_CLIENT = new Contender("LangChain4j", "langchain4j", "langchain4j.Model");
    static final Contender OPENAI_JAVA_CLIENT = new Contender("openai-java", "openai-java", "openai.AsyncClient");
    static final Contender SPRING_AI_CLIENT = new Contender("Spring AI", "spring-ai", "spring.Model");

    /** Both ways to be pushed. */
    static final List<Contender> PUSHING = List.of(PUSHED, PUSHED_IN_PLACE);

    /** The contenders that stream over the wire. */
    static final List<Contender> RIVAL_CLIENTS =
            List.of(LINES_CLIENT, LANGCHAIN4J_CLIENT, OPENAI_JAVA_CLIENT, SPRING_AI_CLIENT);

    String fullClassName() {
        return PACKAGE + className;
    }
}
