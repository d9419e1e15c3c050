package com.example;

/** A piece of the answer's text. As JSON it keeps a blank at its beginning, which clients drop from plain data. */
public record Piece(String text) {}
