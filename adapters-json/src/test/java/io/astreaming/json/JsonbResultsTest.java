package io.astreaming.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.astreaming.json.closed.Closed;
import io.astreaming.jsontext.JsonText;
import io.astreaming.port.ResultReader;
import io.astreaming.request.ResponseFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema of a record, and which records are refused before anything is asked. */
class JsonbResultsTest {
    private static final JsonbResults RESULTS = new JsonbResults();

    @Test
    void writesTheSchemaThatStrictModesTake() {
        assertSchema(Records.Recipe.class, """
                {"type":"object","description":"Something to cook","properties":{
                   "title":{"type":"string","description":"As on a menu"},
                   "prep_time":{"type":"integer"},
                   "level":{"type":"string","description":"How hard it is","enum":["LOW","LOWER"]},
                   "steps":{"type":"array","items":{"type":"object","properties":{
                       "text":{"type":"string"},"minutes":{"type":"integer"}},
                     "required":["text","minutes"],"additionalProperties":false}},
                   "tags":{"type":"array","items":{"type":"string"}},
                   "note":{"type":["string","null"]}},
                 "required":["title","prep_time","level","steps","tags","note"],"additionalProperties":false}""");
    }

    @Test
    void writesEachTypeAsProvidersKnowIt() {
        assertSchema(Records.Times.class, """
                {"type":"object","properties":{
                   "date":{"type":"string","format":"date"},
                   "instant":{"type":"string","format":"date-time"},
                   "offset":{"type":"string","format":"date-time"},
                   "zoned":{"type":"string","format":"date-time"},
                   "time":{"type":"string","format":"time"},
                   "local":{"type":"string"},"localTime":{"type":"string"},
                   "duration":{"type":"string","format":"duration"},
                   "uuid":{"type":"string","format":"uuid"}},
                 "required":["date","instant","offset","zoned","time","local","localTime","duration","uuid"],
                 "additionalProperties":false}""");
        assertThat(RESULTS.reader(Records.Numbers.class).schema().text())
                .contains(
                        "\"l\":{\"type\":\"integer\"},\"f\":{\"type\":\"number\"}", "\"flag\":{\"type\":\"boolean\"}");
        assertThat(RESULTS.reader(Records.Arrays.class).schema().text())
                .contains("\"numbers\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}");
        assertThat(RESULTS.reader(Records.Adapted.class).schema().text())
                .contains("\"level\":{\"type\":\"string\"},\"day\":{\"type\":\"string\"}");
    }

    @Test
    void refersToRecordsThatHoldThemselves() {
        assertSchema(Records.Tree.class, """
                {"type":"object","properties":{"name":{"type":"string"},
                   "left":{"anyOf":[{"$ref":"#"},{"type":"null"}]},
                   "children":{"type":"array","items":{"$ref":"#"}}},
                 "required":["name","left","children"],"additionalProperties":false}""");
        assertSchema(Records.Forest.class, """
                {"type":"object","properties":{"tree":{"$ref":"#/$defs/Tree"},
                   "other":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]}},
                 "required":["tree","other"],"additionalProperties":false,
                 "$defs":{"Tree":{"type":"object","properties":{"name":{"type":"string"},
                   "left":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]},
                   "children":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},
                 "required":["name","left","children"],"additionalProperties":false}}}""");
    }

    @Test
    void tellsRecordsOfOneSimpleNameApart() {
        assertSchema(Records.Woods.class, """
                {"type":"object","properties":{"tree":{"$ref":"#/$defs/Tree"},"second":{"$ref":"#/$defs/Tree2"},
                   "other":{"$ref":"#/$defs/Tree3"}},
                 "required":["tree","second","other"],"additionalProperties":false,
                 "$defs":{"Tree":{"type":"object","properties":{"name":{"type":"string"},
                   "left":{"anyOf":[{"$ref":"#/$defs/Tree"},{"type":"null"}]},
                   "children":{"type":"array","items":{"$ref":"#/$defs/Tree"}}},
                 "required":["name","left","children"],"additionalProperties":false},
                 "Tree2":{"type":"object","properties":{"second":{"anyOf":[{"$ref":"#/$defs/Tree2"},{"type":"null"}]}},
                 "required":["second"],"additionalProperties":false},
                 "Tree3":{"type":"object","properties":{"other":{"anyOf":[{"$ref":"#/$defs/Tree3"},{"type":"null"}]}},
                 "required":["other"],"additionalProperties":false}}}""");
    }

    @Test
    void leavesMoreOpenWhereItIsNotStrict() {
        ResultReader<Records.Loose> reader = RESULTS.withStrict(false).reader(Records.Loose.class);
        assertThat(reader.schema().text())
                .contains(
                        "\"any\":{},\"json\":{}",
                        "\"map\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"object\"");
        assertThat(((ResponseFormat.JsonSchema) reader.format()).strict()).isFalse();
        assertThat(RESULTS.withStrict(false)
                        .reader(Records.Recipe.class)
                        .schema()
                        .text())
                .contains("\"required\":[\"title\",\"prep_time\",\"level\",\"steps\",\"tags\"]");
    }

    @Test
    void givesTheSchemaToRequests() {
        ResultReader<Records.Step> reader = RESULTS.reader(Records.Step.class);
        assertThat(reader.format()).isEqualTo(ResponseFormat.jsonSchema("Step", reader.schema(), true));
        assertThat(reader.tool("step", "Takes a step").parameters()).isEqualTo(reader.schema());
        assertThat(reader.tool("step", "Takes a step").strict()).isTrue();
        assertThat(reader.toString()).contains("Records$Step");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "caf\u00e9", "a\n"})
    void refusesANameOfAToolThatProvidersRefuse(String name) {
        assertThatThrownBy(() -> RESULTS.tool(name, "Takes a step", Records.Step.class, step -> ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\": use 1 to 64 of the characters a-z, A-Z, 0-9, _ and -");
    }

    @Test
    void takesTheLongestNameOfAToolAndNoLonger() {
        String longest = "get_weather-2" + "x".repeat(51);
        ResultReader<Records.Step> reader = RESULTS.reader(Records.Step.class);
        assertThat(reader.tool(longest, "Takes a step").name()).isEqualTo(longest);
        assertThatThrownBy(() -> reader.tool(longest + "x", "Takes a step")).hasMessageContaining("1 to 64");
    }

    @Test
    void letsOptionalsBeAbsentWhereTheProviderOfJsonbMakesThem() {
        if (System.getProperty("astreaming.jsonb", "").startsWith("org.apache.johnzon")) {
            assertThatThrownBy(() -> RESULTS.reader(Records.Absences.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "Absences.text: this provider of JSON-B can't create an Optional for a record")
                    .hasMessageContaining("@Nullable");
            return;
        }
        assertSchema(Records.Absences.class, """
                {"type":"object","properties":{"text":{"type":["string","null"]},"number":{"type":["integer","null"]},
                   "step":{"type":["object","null"],"properties":{"text":{"type":"string"},"minutes":{"type":"integer"}},
                     "required":["text","minutes"],"additionalProperties":false},
                   "texts":{"type":"array","items":{"type":["string","null"]}}},
                 "required":["text","number","step","texts"],"additionalProperties":false}""");
    }

    @Test
    void saysToMakeARecordPublic() {
        assertRefused(Records.Hidden.class, "can't reach the record io.astreaming.json.Records$Hidden: make it public");
        assertRefused(Records.HoldsHidden.class, "io.astreaming.json.Records$Hidden: make it public");
    }

    @Test
    void saysWhatToExport() {
        Assumptions.assumeTrue(Closed.class.getModule().isNamed(), "on a class path every package is open");
        for (Class<?> type : List.of(Closed.class, Records.HoldsClosed.class)) {
            assertRefused(
                    type,
                    "add \"exports io.astreaming.json.closed;\" or \"opens io.astreaming.json.closed;\" to the module-info"
                            + " of io.astreaming.adapters.json");
        }
    }

    @Test
    void reachesEveryPublicRecordOnAClassPath() {
        Assumptions.assumeFalse(Closed.class.getModule().isNamed(), "modules close packages");
        assertThat(RESULTS.reader(Closed.class).read("{\"text\":\"a\"}")).isEqualTo(new Closed("a"));
    }

    @Test
    void saysWhichConstructorIsMissingItsAnnotation() {
        assertRefused(
                Records.Several.class,
                "Records$Several has several constructors; annotate the one that has all components");
        assertRefused(Records.Made.class, "Records$Made is created by a method");
        assertThat(RESULTS.reader(Records.Chosen.class).read("{\"text\":\"a\",\"number\":2}"))
                .isEqualTo(new Records.Chosen("a", 2));
    }

    @Test
    void saysWhatToDoAboutOtherTypes() {
        assertRefused(String.class, "a result is a record, and java.lang.String isn't: wrap it in one");
        assertRefused(List.class, "wrap it in one");
        assertRefused(Records.Endless.class, "Records$Endless.self: a record that always contains itself has no end");
        assertRefused(Records.HoldsGeneric.class, "HoldsGeneric.generic: there is no schema for such a");
        assertRefused(Records.Generic.class, "a generic record has no schema of its own");
        assertRefused(
                Records.HoldsMap.class,
                "HoldsMap.map: strict mode has no maps; use a list of entries, or call withStrict");
        assertRefused(Records.HoldsAny.class, "strict mode has no schema that accepts any JSON");
        assertRefused(Records.HoldsChar.class, "HoldsChar.letter: there is no schema for char");
        assertRefused(Records.HoldsRaw.class, "there is no schema for java.util.List");
        assertRefused(Records.HoldsTransient.class, "HoldsTransient.hidden: JSON-B binds a record's component even if");
        assertRefused(Records.Twice.class, "Twice.b: two components have this name in JSON");
        assertThatThrownBy(() -> RESULTS.withStrict(false).reader(Records.HoldsNumbersByNumber.class))
                .hasMessageContaining("Map with String keys");
    }

    @ParameterizedTest
    @ValueSource(classes = {Records.Recipe.class, Records.Tree.class, Records.Forest.class, Records.Times.class})
    void writesOnlyKeywordsThatStrictModeKnows(Class<?> type) {
        String schema = RESULTS.reader(type).schema().text();
        JsonText.of(schema);
        assertThat(schema.replaceAll("\"properties\":\\{", "").split("\""))
                .doesNotContain("default", "title:", "oneOf");
    }

    private static void assertSchema(Class<?> type, String expected) {
        JsonText schema = RESULTS.reader(type).schema();
        assertThat(schema.text()).isEqualTo(JsonText.of(expected).minified().text());
    }

    private static void assertRefused(Class<?> type, String words) {
        assertThatThrownBy(() -> RESULTS.reader(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }
}
