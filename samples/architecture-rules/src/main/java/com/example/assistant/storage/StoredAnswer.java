package com.example.assistant.storage;

import com.example.assistant.domain.Answer;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What stays of an answer: its text, not how it came. */
@Entity
public class StoredAnswer {
    @Id
    private long id;

    private String text;

    public static StoredAnswer of(Answer answer) {
        StoredAnswer stored = new StoredAnswer();
        stored.text = answer.text();
        return stored;
    }

    public long id() {
        return id;
    }

    public String text() {
        return text;
    }
}
