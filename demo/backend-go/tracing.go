package main

import (
	"context"

	"github.com/gin-gonic/gin"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"
)

const serviceName = "shop-go"

// startTracing takes part in the traces of requests (W3C Trace Context).
func startTracing(spans sdktrace.SpanExporter, log *zap.Logger) *sdktrace.TracerProvider {
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithResource(resource.NewSchemaless(attribute.String("service.name", serviceName))),
		sdktrace.WithBatcher(spans, sdktrace.WithBatchTimeout(otlpBatchTimeout)),
	)
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Debug("spans not sent", zap.Error(err)) }))
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	return provider
}

// traceRequests makes a server span of each request.
func traceRequests() gin.HandlerFunc {
	tracer := otel.Tracer("shop")
	return func(c *gin.Context) {
		ctx := otel.GetTextMapPropagator().Extract(c.Request.Context(), propagation.HeaderCarrier(c.Request.Header))
		ctx, span := tracer.Start(ctx, c.Request.Method+" "+c.FullPath(), trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		c.Request = c.Request.WithContext(ctx)
		c.Next()
		span.SetAttributes(
			attribute.String("http.request.method", c.Request.Method),
			attribute.String("http.route", c.FullPath()),
			attribute.String("url.path", c.Request.URL.Path),
			attribute.Int("http.response.status_code", c.Writer.Status()),
		)
		if c.Writer.Status() >= 500 {
			span.SetStatus(codes.Error, "")
		}
	}
}

// within runs a step of a request as a span of its own.
func within(c *gin.Context, name string, step func(context.Context)) {
	ctx, span := otel.Tracer("shop").Start(c.Request.Context(), name)
	defer span.End()
	step(ctx)
}
