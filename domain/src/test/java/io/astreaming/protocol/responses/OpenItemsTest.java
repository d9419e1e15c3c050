package io.astreaming.protocol.responses;

import static org.assertj.core.api.Assertions.assertThat;

import io.astreaming.chunk.ContentDelta;
import io.astreaming.chunk.Delta;
import io.astreaming.chunk.RoleDelta;
import io.astreaming.protocol.responses.ResponsesEvent.Ended;
import io.astreaming.protocol.responses.ResponsesEvent.ItemAdded;
import io.astreaming.protocol.responses.ResponsesEvent.ItemDone;
import io.astreaming.value.Deviation;
import io.astreaming.value.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which item an event belongs to, where ids and indexes are missing, change or are reused. */
class OpenItemsTest extends TranslatedAnswer {
    @Test
    void opensAnItemForAPieceAndTakesItsBeginForNothing() {
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "f", "{")))
                .containsExactly(begun(0, "function_call"), call(0, null, null, null), call(0, null, null, "{"));
        assertThat(noted).containsExactly(Deviation.PIECE_WITHOUT_ITEM);
        assertThat(deltas(new ItemAdded(0, call("f", "c", "")))).containsExactly(call(0, "c", "n", null));
        assertThat(deltas(new ItemAdded(0, call(null, "d", ""))))
                .as("begins another")
                .startsWith(begun(1, "function_call"));
    }

    @Test
    void findsTheSilentItemWithoutIndexByItsType() {
        deltas(piece(PartKind.TEXT, null, null, "Hi"));
        assertThat(deltas(new ItemAdded(null, message("a", "")))).isEmpty();
        assertThat(deltas(piece(PartKind.TEXT, null, "a", "!"))).containsExactly(new ContentDelta("!"));
        assertThat(deltas(new ItemAdded(null, message("b", ""))))
                .as("begins another")
                .contains(begun(1, "message"));
    }

    @Test
    void beginsAnItemAgainByItsIdAlone() {
        deltas(new ItemAdded(0, message("a", "")));
        assertThat(deltas(new ItemAdded(3, message("a", "Hi")))).containsExactly(new ContentDelta("Hi"));
        deltas(new ItemDone(0, message("a", "Hi")));
        assertThat(deltas(new ItemAdded(4, message("a", ""))))
                .as("it is whole")
                .containsExactly(begun(4, "message"), new RoleDelta(Role.ASSISTANT));
    }

    @Test
    void givesAPieceToTheItemWithItsIdWhateverTheIndexSays() {
        deltas(new ItemAdded(0, message("a", "")));
        deltas(new ItemAdded(1, call("f", "c", "")));
        deltas(new ItemAdded(2, call("g", "d", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "f", "{"))).containsExactly(call(0, null, null, "{"));
        assertThat(noted).isEmpty();
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "a", "{")))
                .as("an id of another type: the latest that can have it")
                .containsExactly(call(1, null, null, "{"));
        assertThat(noted).containsExactly(Deviation.ITEM_ID_CHANGED);
    }

    @Test
    void givesAPieceToTheItemAtItsIndexIfItsIdIsUnknown() {
        deltas(new ItemAdded(0, call("f", "c", "")));
        deltas(new ItemAdded(1, call("g", "d", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "other", "{"))).containsExactly(call(0, null, null, "{"));
        assertThat(noted).containsExactly(Deviation.ITEM_ID_CHANGED);
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, null, "}"))).containsExactly(call(0, null, null, "}"));
        assertThat(noted).isEmpty();
    }

    @Test
    void opensACallForAPieceWithAnotherIdIfTheOneAtItsIndexIsWhole() {
        deltas(new ItemAdded(0, call("f", "c", "")));
        deltas(new ItemDone(0, call("f", "c", "{}")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 0, "other", "{"))).contains(begun(1, "function_call"));
        assertThat(noted).containsExactlyInAnyOrder(Deviation.PIECE_WITHOUT_ITEM, Deviation.ITEM_INDEX_REUSED);

        deltas(new ItemAdded(5, message("a", "")));
        deltas(new ItemDone(5, message("a", "Hi")));
        assertThat(deltas(piece(PartKind.TEXT, 5, "b", "!"))).containsExactly(new ContentDelta("!"));
        assertThat(noted).containsExactlyInAnyOrder(Deviation.PIECE_AFTER_ITEM, Deviation.ITEM_ID_CHANGED);
    }

    @Test
    void opensAnItemWhereNoneAtTheIndexOrOfTheTypeFits() {
        deltas(new ItemAdded(0, message("a", "")));
        assertThat(deltas(piece(PartKind.TEXT, 7, "b", "x")))
                .as("an unused index")
                .contains(begun(7, "message"));
        deltas(new ItemAdded(8, item("reasoning", "r", null)));
        deltas(new ItemDone(7, message("b", "x")));
        assertThat(deltas(piece(PartKind.TEXT, 8, "c", "y")))
                .as("the latest message is whole")
                .contains(begun(9, "message"));
    }

    @Test
    void findsAWholeItemByItsIdOrItsIndexOrItsCallOrAsTheLatest() {
        deltas(new ItemAdded(0, call("f", "c", "")));
        deltas(new ItemAdded(1, call("g", "d", "")));
        assertThat(deltas(new ItemDone(1, call("f", "c", "{}"))))
                .as("by its id")
                .containsExactly(call(0, null, null, "{}"), whole(0, "function_call"));
        assertThat(deltas(new ItemDone(1, call("h", "d", "[]"))))
                .as("by its index")
                .containsExactly(call(1, null, null, "[]"), whole(1, "function_call"));
        assertThat(noted).contains(Deviation.ITEM_ID_CHANGED);

        deltas(new ItemAdded(2, call("i", "e", "")));
        assertThat(deltas(new ItemDone(9, call("j", "e", "{}"))))
                .as("by its call")
                .containsExactly(call(2, null, null, "{}"), whole(2, "function_call"));
        deltas(new ItemAdded(3, message("a", "")));
        assertThat(deltas(new ItemDone(null, message("b", "Hi"))))
                .as("as the latest")
                .containsExactly(new ContentDelta("Hi"), whole(3, "message"));
    }

    @Test
    void opensAWholeItemThatNeverBegan() {
        assertThat(deltas(new ItemDone(0, message("a", "Hi"))))
                .containsExactly(
                        begun(0, "message"),
                        new RoleDelta(Role.ASSISTANT),
                        new ContentDelta("Hi"),
                        whole(0, "message"));
        assertThat(noted).containsExactly(Deviation.TEXT_ONLY_IN_SUMMARY);
        assertThat(deltas(new ItemDone(1, message("b", "Ho")))).as("another").contains(begun(1, "message"));
        deltas(new ItemAdded(2, call("f", "c", "")));
        assertThat(deltas(new ItemDone(2, call("g", "d", ""))))
                .as("another call")
                .contains(begun(3, "function_call"));
        assertThat(deltas(new ItemDone(null, call(null, "e", ""))))
                .as("not the latest")
                .contains(begun(4, "function_call"));
        assertThat(deltas(new ItemDone(4, item("web_search_call", "w", null))))
                .as("of another type")
                .containsExactly(begun(5, "web_search_call"), whole(5, "web_search_call"));
    }

    @Test
    void takesAWholeItemAtAnUnusedIndexForAnother() {
        deltas(new ItemAdded(0, message("a", "")));
        assertThat(deltas(new ItemDone(9, message("b", "Hi")))).contains(begun(9, "message"));
    }

    @Test
    void knowsAnItemByTheIdsThatCameLater() {
        deltas(piece(PartKind.ARGUMENTS, 0, null, "{"));
        assertThat(deltas(new ItemAdded(0, call("f", "c", "")))).containsExactly(call(0, "c", "n", null));
        deltas(new ItemAdded(1, call("g", "d", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, null, "f", "}"))).containsExactly(call(0, null, null, "}"));
        assertThat(deltas(new ItemDone(null, call(null, "c", "{}")))).containsExactly(whole(0, "function_call"));
    }

    @Test
    void forgetsIdsThatAreEmptyOrTooLong() {
        String longest = "i".repeat(256);
        deltas(new ItemAdded(0, call(longest, "c", "")));
        deltas(new ItemAdded(1, call("", "d", "")));
        assertThat(deltas(piece(PartKind.ARGUMENTS, 1, longest, "{"))).containsExactly(call(0, null, null, "{"));
        assertThat(OpenItem.bounded(longest + "i")).isNull();
        assertThat(OpenItem.bounded("")).isNull();
    }

    @Test
    void takesAnAbsurdIndexForNone() {
        assertThat(deltas(new ItemAdded(1_000_000, item("compaction", "a", null))))
                .containsExactly(begun(1_000_000, "compaction"));
        assertThat(deltas(new ItemAdded(1_000_001, item("compaction", "b", null))))
                .containsExactly(begun(1_000_001, "compaction"));
        translator = new ResponsesTranslator();
        assertThat(deltas(new ItemAdded(1_000_001, item("compaction", "b", null))))
                .containsExactly(begun(0, "compaction"));
    }

    @Test
    void addsWhatTheTerminalEventAloneSays() {
        deltas(new ItemAdded(0, call("f", "c", "")));
        deltas(new ItemAdded(1, call("g", "d", "")));
        deltas(new ItemDone(1, call("g", "d", "{}")));
        List<Delta> end = deltas(new Ended(answer(
                "completed", call("other", "d", "{}"), call("f", "c", "[]"), message("a", "Hi"), message("b", "Ho"))));
        assertThat(end)
                .containsExactly(
                        call(0, null, null, "[]"),
                        whole(0, "function_call"),
                        begun(2, "message"),
                        new RoleDelta(Role.ASSISTANT),
                        new ContentDelta("Hi"),
                        whole(2, "message"),
                        begun(3, "message"),
                        new RoleDelta(Role.ASSISTANT),
                        new ContentDelta("Ho"),
                        whole(3, "message"));
    }

    @Test
    void doesNotTakeAnIdOfAnotherTypeForTheSameItem() {
        deltas(new ItemAdded(0, item("custom_tool_call", "x", "c")));
        deltas(new ItemDone(0, item("custom_tool_call", "x", "c")));
        assertThat(deltas(new Ended(answer("completed", call("x", "c", "{}")))))
                .contains(begun(1, "function_call"), whole(1, "function_call"));
    }
}
