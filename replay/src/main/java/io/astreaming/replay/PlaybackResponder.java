package io.astreaming.replay;

import io.astreaming.replay.net.IncomingRequest;
import io.astreaming.replay.net.Rejection;
import io.astreaming.replay.net.Responder;
import io.astreaming.replay.net.Response;
import io.astreaming.replay.net.ResponseForm;
import io.astreaming.replay.net.Wire;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the replies that a router determines, and counts those that are being sent. */
final class PlaybackResponder implements Responder {
    private final RequestRouter router;
    private final AtomicInteger openStreams = new AtomicInteger();

    PlaybackResponder(RequestRouter router) {
        this.router = router;
    }

    /** Returns how many responses are being sent; any thread may call this. */
    int openStreams() {
        return openStreams.get();
    }

    @Override
    public Response respond(IncomingRequest request, ResponseForm form, Wire wire) {
        ReceivedRequest received =
                new ReceivedRequest(request.method(), request.uri(), request.headers(), request.body());
        return play(router.respond(received, ResponseTerms.of(form)), wire);
    }

    @Override
    public Response reject(Rejection rejection, ResponseForm form, Wire wire) {
        return play(ResponseWriter.write(Reply.rejection(rejection), ResponseTerms.of(form)), wire);
    }

    private Playback play(ResponseScript script, Wire wire) {
        return new Playback(script, router.pace(script.reply()), wire, openStreams);
    }
}
