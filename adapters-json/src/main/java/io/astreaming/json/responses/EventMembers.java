package io.astreaming.json.responses;

import io.astreaming.chunk.AudioDelta;
import io.astreaming.chunk.ProviderError;
import io.astreaming.json.chunk.ChunkReader;
import io.astreaming.json.chunk.LogprobsReader;
import io.astreaming.json.error.ErrorFields;
import io.astreaming.json.token.JsonTokens;
import io.astreaming.jsontext.Extras;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.Payload;
import io.astreaming.protocol.responses.ItemPart;
import io.astreaming.protocol.responses.PartKind;
import io.astreaming.protocol.responses.PartPlace;
import io.astreaming.protocol.responses.ResponsesAnswer;
import io.astreaming.protocol.responses.ResponsesEvent;
import io.astreaming.protocol.responses.ResponsesItem;
import io.astreaming.value.Deviation;
import io.astreaming.value.ErrorDetail;
import io.astreaming.value.Logprobs;
import io.astreaming.value.Usage;
import io.astreaming.value.UsageNotReported;
import jakarta.json.stream.JsonParser.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of one payload, in whatever order they are sent, and the event that they are. Not thread-safe. */
final class EventMembers {
    private static final String ERROR = "error";

    private final JsonTokens in;
    private @Nullable String type;
    private @Nullable String object;
    private @Nullable Long sequence;
    private @Nullable String padding;
    private @Nullable Integer index;
    private @Nullable String itemId;
    private @Nullable Integer part;

    private @Nullable String delta;
    /** The whole text, refusal, arguments or input of an event that sums up. */
    private @Nullable String whole;

    private @Nullable String name;
    private @Nullable RawPart content;
    private @Nullable ResponsesItem item;
    private @Nullable ResponsesAnswer response;
    private @Nullable JsonText annotation;
    private @Nullable Logprobs logprobs;
    private Usage usage = UsageNotReported.INSTANCE;
    private boolean mayBeError;

    EventMembers(JsonTokens in) {
        this.in = in;
    }

    /**
     * Reads the one value of a payload.
     *
     * @param eventName the type of the server-sent event
     */
    SequencedEvent read(String eventName) {
        boolean isObject = in.next() == Event.START_OBJECT;
        int mark = in.mark();
        if (!isObject) {
            in.skip();
            return new SequencedEvent(other(in.since(mark)), null, null);
        }
        for (String member = in.member(); member != null; member = in.member()) {
            member(member);
        }
        if (type == null && object == null && !eventName.equals(Payload.MESSAGE)) {
            in.deviation(Deviation.UNEXPECTED_FORM);
            type = eventName;
        }
        ResponsesEvent event = type == null ? untyped(mark) : event(type, mark);
        return new SequencedEvent(event, sequence, padding);
    }

    private void member(String member) {
        switch (member) {
            case "type" -> type = Values.string(in);
            case "object" -> object = Values.string(in);
            case "sequence_number" -> {
                sequence = Values.number(in);
                in.created(sequence, in.mark());
            }
            case "obfuscation" -> padding = Values.string(in);
            case "output_index" -> index = Values.index(in);
            case "item_id" -> itemId = Values.string(in);
            case "content_index", "summary_index" -> part = Values.index(in);
            case "delta" -> delta = Values.text(in);
            case "text", "refusal", "transcript" -> whole = Values.string(in);
            case "arguments", "input" -> whole = Values.text(in);
            case "name" -> name = Values.string(in);
            case "part", "item", "response" -> structure(member);
            case "usage" -> usage = in.event() == Event.START_OBJECT ? ResponsesUsageReader.read(in) : skipped();
            case "annotation" -> {
                in.count();
                boolean isObject = in.event() == Event.START_OBJECT;
                JsonText value = in.value();
                annotation = isObject ? value : null;
            }
            case "logprobs" -> logprobs = LogprobsReader.readList(in);
            case ERROR -> {
                mayBeError = in.event() != Event.VALUE_NULL;
                in.skip();
            }
            default -> in.skip();
        }
    }

    private void structure(String member) {
        if (in.event() != Event.START_OBJECT) {
            Values.unexpected(in);
        } else if (member.equals("part")) {
            content = RawPart.read(in);
        } else if (member.equals("item")) {
            item = ItemReader.read(in);
        } else {
            response = AnswerReader.read(in);
        }
    }

    private ResponsesEvent event(String word, int mark) {
        ResponsesEvent event = word.endsWith(".delta") || word.endsWith(".done") ? part(word) : null;
        if (event != null) {
            return event;
        }
        return switch (word) {
            case "response.created", "response.in_progress", "response.queued" ->
                response == null ? new ResponsesEvent.Progress() : new ResponsesEvent.Started(response);
            case "response.output_item.added" ->
                item == null ? unknown(mark) : new ResponsesEvent.ItemAdded(index, item);
            case "response.output_item.done" -> item == null ? unknown(mark) : new ResponsesEvent.ItemDone(index, item);
            case "response.content_part.added" -> begun(PartKind.TEXT);
            case "response.reasoning_summary_part.added" -> begun(PartKind.SUMMARY);
            case "response.output_text.annotation.added", "response.output_text_annotation.added" ->
                annotation == null ? unknown(mark) : new ResponsesEvent.Annotation(place(), annotation);
            case "response.completed", "response.done" -> new ResponsesEvent.Ended(answer(null));
            case "response.incomplete" -> new ResponsesEvent.Ended(answer("incomplete"));
            case "response.failed", "response.cancelled" -> failed(mark);
            case ERROR -> new ResponsesEvent.Failed(error(in.since(mark)), null);
            default -> isProgress(word) ? new ResponsesEvent.Progress() : other(in.since(mark));
        };
    }

    /** Returns the event of a piece, or of a summary; null if it is of another kind. */
    private @Nullable ResponsesEvent part(String word) {
        return switch (word) {
            case "response.output_text.delta" -> piece(PartKind.TEXT);
            case "response.output_text.done" -> summary(PartKind.TEXT);
            case "response.refusal.delta" -> piece(PartKind.REFUSAL);
            case "response.refusal.done" -> summary(PartKind.REFUSAL);
            case "response.reasoning_summary_text.delta", "response.reasoning_summary.delta" -> piece(PartKind.SUMMARY);
            case "response.reasoning_summary_text.done", "response.reasoning_summary.done" -> summary(PartKind.SUMMARY);
            case "response.reasoning_text.delta", "response.reasoning.delta" -> piece(PartKind.REASONING);
            case "response.reasoning_text.done", "response.reasoning.done" -> summary(PartKind.REASONING);
            case "response.function_call_arguments.delta" -> piece(PartKind.ARGUMENTS);
            case "response.function_call_arguments.done" -> summary(PartKind.ARGUMENTS);
            case "response.custom_tool_call_input.delta" -> piece(PartKind.INPUT);
            case "response.custom_tool_call_input.done" -> summary(PartKind.INPUT);
            case "response.content_part.done" -> content(PartKind.TEXT);
            case "response.reasoning_summary_part.done" -> content(PartKind.SUMMARY);
            case "response.audio.delta", "response.output_audio.delta" -> audio(delta, null);
            case "response.audio.transcript.delta",
                    "response.audio_transcript.delta",
                    "response.output_audio_transcript.delta" -> audio(null, delta);
            default -> null;
        };
    }

    private PartPlace place() {
        return new PartPlace(index, itemId, part == null ? 0 : part);
    }

    private ResponsesEvent piece(PartKind kind) {
        return delta == null ? new ResponsesEvent.Progress() : new ResponsesEvent.Piece(kind, place(), delta, logprobs);
    }

    private ResponsesEvent summary(PartKind kind) {
        return whole == null && name == null
                ? new ResponsesEvent.Progress()
                : new ResponsesEvent.Summary(
                        place(), new ItemPart(kind, place().part(), whole == null ? "" : whole, List.of()), name);
    }

    /** A part that begins is usually empty. */
    private ResponsesEvent begun(PartKind usual) {
        ItemPart begun = content == null ? null : content.part(usual, place().part());
        return begun == null || begun.text().isEmpty()
                ? new ResponsesEvent.Progress()
                : new ResponsesEvent.Piece(begun.kind(), place(), begun.text(), null);
    }

    private ResponsesEvent content(PartKind usual) {
        ItemPart sent = content == null ? null : content.part(usual, place().part());
        return sent == null ? new ResponsesEvent.Progress() : new ResponsesEvent.Summary(place(), sent, null);
    }

    private static ResponsesEvent audio(@Nullable String data, @Nullable String transcript) {
        return new ResponsesEvent.Audio(new AudioDelta(null, data, transcript, null, Extras.NONE));
    }

    private Usage skipped() {
        Values.unexpected(in);
        return UsageNotReported.INSTANCE;
    }

    private ResponsesAnswer answer(@Nullable String status) {
        ResponsesAnswer sent = response == null ? ResponsesAnswer.EMPTY : response;
        if (sent.usage() == UsageNotReported.INSTANCE && usage != UsageNotReported.INSTANCE) {
            in.deviation(Deviation.UNEXPECTED_FORM); // it stands in the response
            sent = sent.withUsage(usage);
        }
        return status == null ? sent : sent.withStatus(status);
    }

    private ResponsesEvent failed(int mark) {
        ErrorDetail error = response == null ? error(in.since(mark)) : response.error();
        return new ResponsesEvent.Failed(error, response);
    }

    private ErrorDetail error(JsonText wire) {
        try (JsonTokens again = in.inner(wire)) {
            return ErrorFields.read(again).detail(wire);
        }
    }

    /** Returns the event of a payload without a type: a response in one piece, or an error in another form. */
    private ResponsesEvent untyped(int mark) {
        JsonText wire = in.since(mark);
        if (!"response".equals(object)) {
            return other(wire);
        }
        try (JsonTokens again = in.inner(wire)) {
            again.next();
            return new ResponsesEvent.Ended(AnswerReader.read(again));
        }
    }

    /** Returns whether an event only says that something goes on; the specification doesn't name all of them. */
    private static boolean isProgress(String word) {
        return word.equals("keepalive")
                || word.equals("ping")
                || word.startsWith("codex.")
                || word.startsWith("response.audio")
                || word.startsWith("response.output_audio")
                || (word.startsWith("response.")
                        && (word.contains("_call.")
                                || word.contains("_call_")
                                || word.contains("mcp_list_tools")
                                || word.endsWith("keep_alive")));
    }

    private ResponsesEvent unknown(int mark) {
        return new ResponsesEvent.Unknown(in.since(mark));
    }

    /** Returns the event of a payload that is none of this protocol; gateways report errors in other forms. */
    private ResponsesEvent other(JsonText wire) {
        if (mayBeError || type == null) {
            try (JsonTokens again = in.inner(wire)) {
                if (new ChunkReader().read(again, false, null) instanceof ProviderError error) {
                    return new ResponsesEvent.Failed(error.error(), null);
                }
            }
        }
        return new ResponsesEvent.Unknown(wire);
    }
}
