/** Spring AI, which since version 2 reads with openai-java. */
package io.astreaming.benchmarks.spring;
