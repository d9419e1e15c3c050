package io.astreaming.chunk;

/**
 * One thing that a chunk adds to a choice. A {@code delta} object on the wire may hold several. The set of permitted
 * types may grow in a minor release.
 */
public sealed interface Delta
        permits RoleDelta,
                ContentDelta,
                ReasoningDelta,
                RefusalDelta,
                ToolCallDelta,
                FunctionCallDelta,
                AudioDelta,
                AnnotationsDelta,
                ItemDelta,
                MessageDelta,
                UnrecognizedDelta {}
