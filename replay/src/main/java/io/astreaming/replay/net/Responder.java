package io.astreaming.replay.net;

/** Begins the responses of a server. Called on the event loop's thread, so it must not block. */
public interface Responder {
    /** Begins the response to a request. */
    Response respond(IncomingRequest request, ResponseForm form, Wire wire);

    /** Begins the response to what isn't a request that can be answered. */
    Response reject(Rejection rejection, ResponseForm form, Wire wire);
}
