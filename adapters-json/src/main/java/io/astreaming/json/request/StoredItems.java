package io.astreaming.json.request;

import io.astreaming.completion.AnswerItem;
import io.astreaming.jsontext.JsonText;
import io.astreaming.value.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The items of an answer as a member of a stored message. Chat completions have no such member, so no request contains
 * it.
 */
final class StoredItems {
    static final String MEMBER = "items";

    private StoredItems() {}

    /** Maps items to the form in which they are stored; null if there are none. */
    static @Nullable List<Map<String, Object>> of(List<AnswerItem> items) {
        return items.isEmpty() ? null : items.stream().map(StoredItems::of).toList();
    }

    private static Map<String, Object> of(AnswerItem item) {
        return new WireObject()
                .with("protocol", item.protocol().word())
                .with("position", item.position())
                .with("type", item.type())
                .with("wire", item.wire())
                .members();
    }

    /** Reads items; if the member has another form than the one written here, it stays in the fields. */
    static List<AnswerItem> read(ObjectFields fields) {
        JsonText wire = fields.get(MEMBER);
        List<JsonText> elements = fields.list(MEMBER);
        if (wire == null || elements == null) {
            return List.of();
        }
        List<AnswerItem> items = new ArrayList<>();
        for (JsonText element : elements) {
            AnswerItem item = element.text().startsWith("{") ? item(new ObjectFields("an item", element)) : null;
            if (item == null) {
                fields.keep(MEMBER, wire);
                return List.of();
            }
            items.add(item);
        }
        return items;
    }

    private static @Nullable AnswerItem item(ObjectFields fields) {
        Protocol protocol = Protocol.of(fields.string("protocol"));
        String type = fields.string("type");
        JsonText position = fields.get("position");
        fields.drop("position");
        JsonText wire = fields.structure("wire");
        boolean more = !fields.remaining().isEmpty();
        if (protocol == null || type == null || position == null || wire == null || more) {
            return null;
        }
        try {
            return new AnswerItem(protocol, Integer.parseInt(position.text()), type, wire);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
