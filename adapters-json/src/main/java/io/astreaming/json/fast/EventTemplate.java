package io.astreaming.json.fast;

import io.astreaming.json.token.TokenLog;
import io.astreaming.port.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The template of an event that recurs with another text, and with any number of blanks before its last brace: some
 * providers hide the length of a text in that way. Not thread-safe.
 */
final class EventTemplate<E> extends Template<E> {
    private final E event;
    private final EventForm<E> form;
    private final TemplateSlot text;
    private final @Nullable TemplateSlot number;

    private EventTemplate(
            Payload payload,
            E event,
            EventForm<E> form,
            TemplateSlot text,
            @Nullable TemplateSlot number,
            List<TemplateSlot> slots) {
        super(payload, slots);
        this.event = event;
        this.form = form;
        this.text = text;
        this.number = number;
    }

    /** Creates the template of a payload; null if it would be of no use. */
    static <E> @Nullable EventTemplate<E> of(Payload payload, E event, EventForm<E> form, TokenLog log) {
        String value = isShort(payload) ? form.text(event) : null;
        int place = value == null ? -1 : log.only(value);
        if (place < 0) {
            return null;
        }
        TemplateSlot text =
                slot(SlotKind.TEXT, log.from(place) + 1 - payload.offset(), log.to(place) - 1 - payload.offset());
        List<TemplateSlot> slots = new ArrayList<>(List.of(text));
        TemplateSlot number = numberSlot(payload, form.number(event), log);
        if (number != null) {
            slots.add(number);
        }
        int padding = log.only(form.padding(event));
        if (padding >= 0) {
            slots.add(slot(
                    SlotKind.OBFUSCATION,
                    log.from(padding) + 1 - payload.offset(),
                    log.to(padding) - 1 - payload.offset()));
        }
        int last = payload.length() - 1;
        if (payload.array()[payload.offset() + last] == '}') {
            int from = last;
            while (TemplateSlot.isBlank(payload.array()[payload.offset() + from - 1])) {
                from--;
            }
            slots.add(slot(SlotKind.PADDING, from, last));
        }
        Collections.sort(slots);
        return new EventTemplate<>(payload, event, form, text, number, slots);
    }

    private static @Nullable TemplateSlot numberSlot(Payload payload, @Nullable Long value, TokenLog log) {
        int place = log.only(value);
        return place < 0
                ? null
                : slot(SlotKind.CREATED, log.from(place) - payload.offset(), log.to(place) - payload.offset());
    }

    private static TemplateSlot slot(SlotKind kind, int from, int to) {
        return new TemplateSlot(kind, from, to, false, 0, "");
    }

    @Override
    E filled() {
        return form.with(event, text.text(), number == null ? form.number(event) : number.number());
    }
}
