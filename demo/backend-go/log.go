package main

import (
	"io"
	"time"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// newLogger writes zap's production JSON, with RFC 3339 times.
func newLogger(to io.Writer) *zap.Logger {
	config := zap.NewProductionEncoderConfig()
	config.EncodeTime = zapcore.RFC3339NanoTimeEncoder
	return zap.New(zapcore.NewCore(zapcore.NewJSONEncoder(config), zapcore.AddSync(to), zap.DebugLevel), zap.AddCaller())
}

// logOf gives a logger whose lines carry the request's trace.
func logOf(c *gin.Context, log *zap.Logger) *zap.Logger {
	span := trace.SpanContextFromContext(c.Request.Context())
	if !span.IsValid() {
		return log
	}
	return log.With(zap.String("trace_id", span.TraceID().String()), zap.String("span_id", span.SpanID().String()))
}

// logRequests writes a line for each request when it ends.
func logRequests(log *zap.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		startedAt := time.Now()
		c.Next()
		fields := []zap.Field{
			zap.String("method", c.Request.Method),
			zap.String("path", c.Request.URL.Path),
			zap.Int("status", c.Writer.Status()),
			zap.Int("bytes", c.Writer.Size()),
			zap.Duration("latency", time.Since(startedAt)),
			zap.String("client_ip", c.ClientIP()),
			zap.String("request_id", c.GetHeader("X-Request-ID")),
		}
		line := logOf(c, log)
		switch {
		case c.Writer.Status() >= 500:
			line.Error("request", fields...)
		case c.Writer.Status() >= 400:
			line.Warn("request", fields...)
		default:
			line.Info("request", fields...)
		}
	}
}
