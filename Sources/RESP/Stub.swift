import CHiredis
package func stubReader() -> Bool { redisReaderCreateWithFunctions(nil) != nil }
