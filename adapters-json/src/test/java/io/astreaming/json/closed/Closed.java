package io.astreaming.json.closed;

/**
 * A record in a package that the module doesn't export.
 *
 * @param text a text
 */
public record Closed(String text) {}
