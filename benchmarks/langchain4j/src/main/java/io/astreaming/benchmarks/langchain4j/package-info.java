/** LangChain4j with its JDK client. */
package io.astreaming.benchmarks.langchain4j;
