package io.astreaming.app.chat;

import io.astreaming.app.recording.InputFiles;
import io.astreaming.app.report.JsonPieces;
import io.astreaming.app.terminal.Terminal;
import io.astreaming.jsontext.JsonText;
import io.astreaming.request.ChatRequest;
import io.astreaming.request.ToolChoice;
import io.astreaming.request.ToolDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A file with the tools that the model may call. */
final class ToolsFile {
    private static final int MAX_BYTES = 4 << 20;

    private ToolsFile() {}

    /**
     * Reads tools from a list, or from a request with such a list.
     *
     * @throws IllegalArgumentException if the file contains neither
     */
    static List<ToolDefinition> read(Terminal terminal, String file) throws IOException {
        JsonText json = InputFiles.json(terminal, file, MAX_BYTES).minified();
        try {
            return read(json.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<ToolDefinition> read(String json) {
        String list = json.startsWith("{") ? JsonPieces.member(JsonPieces.of(new JsonText(json)), "tools") : json;
        List<String> elements = list == null ? List.of() : JsonPieces.of(new JsonText(list));
        if (list == null || !list.startsWith("[") || elements.isEmpty()) {
            throw new IllegalArgumentException("it must hold a list of tools: [{\"type\":\"function\",\"function\":"
                    + "{\"name\":...,\"parameters\":...}}, ...]");
        }
        List<String> tools = new ArrayList<>();
        for (String element : elements) {
            tools.add(tool(tools.size() + 1, element));
        }
        List<ToolDefinition> read =
                RequestJson.readMember("tools", tools.toString()).tools();
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i) instanceof ToolDefinition.Other other
                    && List.of("function", "custom").contains(other.type())) {
                throw new IllegalArgumentException("tool " + (i + 1) + " has no name");
            }
        }
        return read;
    }

    /** Returns a tool in the form of requests; files often contain the function alone, or the type next to the name. */
    private static String tool(int number, String element) {
        if (!element.startsWith("{")) {
            throw new IllegalArgumentException("tool " + number + " isn't an object");
        }
        List<String> members = JsonPieces.of(new JsonText(element));
        String type = JsonPieces.member(members, "type");
        boolean function = type == null || type.equals("\"function\"");
        if (!function || JsonPieces.member(members, "function") != null) {
            return type == null ? "{\"type\":\"function\"," + element.substring(1) : element;
        }
        if (JsonPieces.member(members, "name") == null) {
            throw new IllegalArgumentException("tool " + number + " has no name");
        }
        return "{\"type\":\"function\",\"function\":"
                + members.stream()
                        .filter(member -> !member.startsWith("\"type\":"))
                        .collect(Collectors.joining(",", "{", "}}"));
    }

    /**
     * Returns which tools the model calls.
     *
     * @param word {@code auto}, {@code none}, {@code required} or a tool's name
     * @throws IllegalArgumentException if there is no such tool
     */
    static ToolChoice choice(String word, ChatRequest request) {
        if (request.tools().isEmpty()) {
            throw new IllegalArgumentException("--tool-choice needs tools; give them with --tools FILE");
        }
        if (List.of("auto", "none", "required").contains(word)) {
            return new ToolChoice.Mode(word);
        }
        for (ToolDefinition tool : request.tools()) {
            if (tool instanceof ToolDefinition.Function function
                    && function.name().equals(word)) {
                return ToolChoice.function(word);
            } else if (tool instanceof ToolDefinition.Custom custom
                    && custom.name().equals(word)) {
                return ToolChoice.custom(word);
            }
        }
        throw new IllegalArgumentException("--tool-choice takes auto, none, required or the name of one of the tools");
    }
}
