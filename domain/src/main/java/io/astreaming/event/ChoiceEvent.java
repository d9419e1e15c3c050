package io.astreaming.event;

/** Something that happened to one choice. */
public sealed interface ChoiceEvent extends ChatEvent
        permits ChoiceStarted,
                RoleReceived,
                TextReceived,
                ReasoningReceived,
                RefusalReceived,
                ToolCallStarted,
                ToolArgumentsReceived,
                ToolCallFinished,
                AudioReceived,
                AnnotationsReceived,
                LogprobsReceived,
                ItemStarted,
                ItemFinished,
                ChoiceFinished {
    /** {@return the choice's index; 0 unless the request asks for several choices} */
    int choice();
}
