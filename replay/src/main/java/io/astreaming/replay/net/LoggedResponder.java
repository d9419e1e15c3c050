package io.astreaming.replay.net;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a line for each response that has ended. Otherwise like the responder around which it is. */
public final class LoggedResponder implements Responder {
    private final Responder responder;
    private final Consumer<? super String> log;

    /**
     * Creates a responder.
     *
     * @param log receives each {@link AccessLine}, on the event loop's thread
     */
    public LoggedResponder(Responder responder, Consumer<? super String> log) {
        this.responder = responder;
        this.log = log;
    }

    @Override
    public Response respond(IncomingRequest request, ResponseForm form, Wire wire) {
        AccessLine line = new AccessLine(request.method(), request.uri().getRawPath());
        return new LoggedResponse(responder.respond(request, form, wire), line, log);
    }

    @Override
    public Response reject(Rejection rejection, ResponseForm form, Wire wire) {
        return new LoggedResponse(responder.reject(rejection, form, wire), new AccessLine(null, null), log);
    }

    /** A response whose end is logged. */
    private static final class LoggedResponse implements Response {
        private final Response response;
        private final AccessLine line;
        private final Consumer<? super String> log;
        private boolean ended;

        LoggedResponse(Response response, AccessLine line, Consumer<? super String> log) {
            this.response = response;
            this.line = line;
            this.log = log;
        }

        @Override
        public State proceed() throws IOException {
            State state = response.proceed();
            if (state == State.FINISHED) {
                end(true);
            }
            return state;
        }

        /** The connection calls this unless the response has finished. */
        @Override
        public void stop() {
            response.stop();
            end(false);
        }

        private void end(boolean whole) {
            if (!ended) {
                ended = true;
                log.accept(line.end(status(), served(), bytes(), whole));
            }
        }

        @Override
        public boolean isPersistent() {
            return response.isPersistent();
        }

        @Override
        public Reuse reuse() {
            return response.reuse();
        }

        @Override
        public int status() {
            return response.status();
        }

        @Override
        public long bytes() {
            return response.bytes();
        }

        @Override
        public @Nullable String served() {
            return response.served();
        }
    }
}
