package io.astreaming.event;

import io.astreaming.value.Role;

/**
 * The choice's role became known.
 *
 * @param choice the choice's index
 * @param role the role of the message's author
 */
public record RoleReceived(int choice, Role role) implements ChoiceEvent {}
