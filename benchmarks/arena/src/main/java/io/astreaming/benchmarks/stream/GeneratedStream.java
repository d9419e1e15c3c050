package io.astreaming.benchmarks.stream;

/** How a stream of any length is generated, and what a reader must find in it. */
public interface GeneratedStream {
    /** {@return the name by which {@link Bodies#of} finds it} */
    String title();

    /** {@return how many chunks or events there are in a stream of so many pieces} */
    int payloadCount(int pieces);

    /** {@return the content that a reader of the stream must find: reasoning, text, arguments} */
    String text(int pieces);

    /** {@return the body of the response} */
    byte[] body(int pieces);
}
