package com.example;

import io.astreaming.error.ChatException;
import io.astreaming.request.ChatRequest;
import io.astreaming.spring.ChatRequests;
import io.astreaming.stream.Chat;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

@RestController
class ChatController {
    private static final ServerSentEvent<Object> BROKEN = ServerSentEvent.builder()
            .event("error")
            .data("the answer broke off")
            .build();

    private final Chat chat;
    private final ChatRequests requests;

    ChatController(Chat chat, ChatRequests requests) {
        this.chat = chat;
        this.requests = requests;
    }

    @GetMapping(path = "/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> answer(@RequestParam String question) {
        ChatRequest request = requests.builder().user(question).build();
        return JdkFlowAdapter.flowPublisherToFlux(chat.textOrError(request))
                .map(text -> ServerSentEvent.<Object>builder(new Piece(text)).build())
                .switchOnFirst((first, pieces) -> first.hasValue()
                        ? pieces.onErrorResume(ChatException.class, e -> Flux.just(BROKEN))
                        : pieces); // nothing is written yet, so ProviderErrors chooses the status
    }
}
