package io.astreaming.relay;

import io.astreaming.port.Scheduler;
import io.astreaming.relay.log.StreamLog;
import java.util.concurrent.Executor;

/** What the streams of one node share. */
record NodeContext(StreamLog log, Scheduler scheduler, Executor executor, RelaySettings settings, RelayRules rules) {}
