package io.astreaming.sse;

import io.astreaming.error.MalformedStreamException;
import io.astreaming.port.ResponseHead;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The encoding of a body: requests ask for none, but some proxies compress all the same. */
final class ContentEncoding {
    private static final Set<String> ENCODINGS = Set.of("gzip", "x-gzip", "deflate", "br", "zstd", "compress");

    private ContentEncoding() {}

    /**
     * Throws if the response is encoded. Names that mean no encoding, such as {@code none} and {@code utf-8}, are
     * common and harmless.
     */
    static void refuse(ResponseHead head) {
        for (String encodings : head.headers().getOrDefault("content-encoding", List.of())) {
            for (String encoding : encodings.split(",", -1)) {
                String name = encoding.strip().toLowerCase(Locale.ROOT);
                if (ENCODINGS.contains(name)) {
                    throw new MalformedStreamException(
                            "the response is encoded (" + name
                                    + "), though the request asked for none; let the provider, or the proxy"
                                    + " that does it, send event streams without Content-Encoding",
                            null,
                            null);
                }
            }
        }
    }
}
