package io.astreaming.protocol.responses;

import org.jspecify.annotations.Nullable;

/**
 * Where a piece belongs.
 *
 * @param index the item's {@code output_index}; null if none was sent
 * @param id the item's id; null if none was sent
 * @param part the part's number within the item, {@code content_index} or {@code summary_index}; 0 if none was sent
 */
public record PartPlace(@Nullable Integer index, @Nullable String id, int part) {}
