package io.astreaming.json.messages;

import io.astreaming.json.request.WireObject;
import io.astreaming.jsontext.Extras;
import java.util.List;
import java.util.Map;

/**
 * A message of the Messages API while it is put together: all results of one answer's calls stand in one message, before
 * the user's text. Not thread-safe.
 */
final class Turn {
    private final String role;
    private final List<Object> blocks;
    private final boolean plain;
    private final Extras extras;

    /** How many of the first blocks are results of tools. */
    private int results;

    /**
     * Begins a message.
     *
     * @param role the role
     * @param blocks the blocks, which may grow
     * @param plain whether the content is written as a string if it stays one text
     * @param extras further members
     */
    Turn(String role, List<Object> blocks, boolean plain, Extras extras) {
        this.role = role;
        this.blocks = blocks;
        this.plain = plain;
        this.extras = extras;
    }

    boolean isOf(String other) {
        return role.equals(other);
    }

    boolean isEmpty() {
        return blocks.isEmpty() && !extras.override("content");
    }

    boolean hasOnlyResults() {
        return results > 0 && results == blocks.size();
    }

    void add(List<Object> more) {
        blocks.addAll(more);
    }

    void addResult(Object block) {
        blocks.add(results++, block);
    }

    /** Removes white space at the end of the text that the model is to continue; the API refuses it. */
    void stripTrailing() {
        if (!blocks.isEmpty()
                && blocks.get(blocks.size() - 1) instanceof WireObject last
                && last.members().get("text") instanceof String text) {
            last.with("text", text.stripTrailing());
        }
    }

    Map<String, Object> members() {
        Object text = plain && blocks.size() == 1 && blocks.get(0) instanceof WireObject only
                ? only.members().get("text")
                : null;
        List<Object> content = blocks.stream()
                .map(block -> block instanceof WireObject own ? own.members() : block)
                .toList();
        return new WireObject()
                .with("role", role)
                .with("content", text == null ? content : text)
                .with(extras);
    }
}
