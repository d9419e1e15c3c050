package io.astreaming.event;

import io.astreaming.value.Logprobs;

/**
 * Log probabilities of the latest tokens arrived.
 *
 * @param choice the choice's index
 * @param logprobs the log probabilities
 */
public record LogprobsReceived(int choice, Logprobs logprobs) implements ChoiceEvent {
    @Override
    public boolean isFrame() {
        return false;
    }
}
