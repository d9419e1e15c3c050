package io.astreaming.http;

import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;

/** A response's start without headers, as the client tells it. */
record Head(int statusCode) implements ResponseInfo {
    @Override
    public HttpHeaders headers() {
        return HttpHeaders.of(Map.of(), (name, value) -> true);
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }
}
