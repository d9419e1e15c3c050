package io.astreaming.app.inspect;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** The parts of the inspector's page: its frame, its style and its scripts, joined into one. */
final class PageParts {
    /** What draws streams, in the order in which the parts need each other. */
    static final List<String> SCRIPTS = List.of(
            "format.js", "model.js", "summary.js", "timeline.js", "answer.js", "chunks.js", "copy.js", "main.js");

    /** Shows the streams that are in the page. */
    static final String SAVED = "saved.js";

    /** Asks the server for a stream, and shows it while it arrives. */
    static final String LIVE = "live.js";

    private PageParts() {}

    /** Returns the frame of the page, which has a place for each part. */
    static String frame() throws IOException {
        return text("page.html");
    }

    static String style() throws IOException {
        return text("page.css");
    }

    /**
     * Returns all scripts as one.
     *
     * @param last what starts them
     */
    static String script(String last) throws IOException {
        StringBuilder joined = new StringBuilder("'use strict';\n");
        for (String name : SCRIPTS) {
            joined.append(text(name));
        }
        return joined.append(text(last)).toString();
    }

    /** Returns the source expression with which a content security policy allows exactly this text. */
    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    static InputStream open(String name) throws IOException {
        InputStream in = PageParts.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " isn't in the jar");
        }
        return in;
    }

    private static String text(String name) throws IOException {
        try (InputStream in = open("page/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
