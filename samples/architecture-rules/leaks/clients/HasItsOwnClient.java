package com.example.assistant.answers;

import java.net.http.HttpClient;

class HasItsOwnClient {
    HttpClient client = HttpClient.newHttpClient();
}
