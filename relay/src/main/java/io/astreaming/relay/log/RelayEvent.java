package io.astreaming.relay.log;

/** What a reader of a stream receives: the stored events in the order of their numbers, then the end. */
public sealed interface RelayEvent permits StoredEvent, StreamSealed {}
