package com.example.assistant.answers;

import io.astreaming.event.ChatEvent;
import jakarta.persistence.Entity;
import java.util.List;

@Entity
class StoresEvents {
    List<ChatEvent> events;
}
