package io.astreaming.redis;

import io.astreaming.relay.log.Page;
import io.astreaming.relay.log.TailListener;
import java.util.concurrent.LinkedBlockingQueue;

/** Keeps what it is told: numbers of events, and words for the rest. */
record RecordingListener(LinkedBlockingQueue<String> told) implements TailListener {
    @Override
    public void page(Page page) {
        page.events().forEach(event -> told.add(Long.toString(event.number())));
    }

    @Override
    public void quiet() {
        told.add("quiet");
    }

    @Override
    public void unreachable() {
        told.add("unreachable");
    }

    @Override
    public void gone() {
        told.add("gone");
    }
}
