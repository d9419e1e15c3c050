package io.astreaming.chunk;

import io.astreaming.value.Role;
import java.util.Objects;

/**
 * The role of the message's author.
 *
 * @param role the role as sent
 */
public record RoleDelta(Role role) implements Delta {
    /** Rejects null. */
    public RoleDelta {
        Objects.requireNonNull(role, "role");
    }
}
