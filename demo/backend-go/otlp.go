package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

const (
	otlpBatchTimeout = 500 * time.Millisecond
	otlpSendTimeout  = 5 * time.Second
)

// otlpExporter sends spans as OTLP/HTTP with JSON (OTLP 1.x, section "JSON Protobuf Encoding").
// The exporter module itself is not packaged for Debian. Drops what ends before it is told where spans go.
type otlpExporter struct {
	url    atomic.Value
	client *http.Client
}

func (e *otlpExporter) sendTo(origin string) {
	e.url.Store(origin + "/v1/traces")
}

type otlpValue struct {
	StringValue *string  `json:"stringValue,omitempty"`
	IntValue    *string  `json:"intValue,omitempty"`
	DoubleValue *float64 `json:"doubleValue,omitempty"`
	BoolValue   *bool    `json:"boolValue,omitempty"`
}

type otlpAttribute struct {
	Key   string    `json:"key"`
	Value otlpValue `json:"value"`
}

type otlpStatus struct {
	Code    int    `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

type otlpSpan struct {
	TraceID           string          `json:"traceId"`
	SpanID            string          `json:"spanId"`
	ParentSpanID      string          `json:"parentSpanId,omitempty"`
	Name              string          `json:"name"`
	Kind              int             `json:"kind"`
	StartTimeUnixNano string          `json:"startTimeUnixNano"`
	EndTimeUnixNano   string          `json:"endTimeUnixNano"`
	Attributes        []otlpAttribute `json:"attributes,omitempty"`
	Status            otlpStatus      `json:"status"`
}

func (e *otlpExporter) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	url, told := e.url.Load().(string)
	if len(spans) == 0 || !told {
		return nil
	}
	sent := make([]otlpSpan, 0, len(spans))
	for _, span := range spans {
		sent = append(sent, toOtlpSpan(span))
	}
	body, err := json.Marshal(map[string]interface{}{"resourceSpans": []interface{}{map[string]interface{}{
		"resource":   map[string]interface{}{"attributes": toOtlpAttributes(spans[0].Resource().Attributes())},
		"scopeSpans": []interface{}{map[string]interface{}{"scope": map[string]string{"name": "shop"}, "spans": sent}},
	}}})
	if err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := e.client.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, answer.Status)
	}
	return nil
}

func (e *otlpExporter) Shutdown(context.Context) error {
	return nil
}

func toOtlpSpan(span sdktrace.ReadOnlySpan) otlpSpan {
	own := span.SpanContext()
	sent := otlpSpan{
		TraceID:           own.TraceID().String(),
		SpanID:            own.SpanID().String(),
		Name:              span.Name(),
		Kind:              int(span.SpanKind()),
		StartTimeUnixNano: strconv.FormatInt(span.StartTime().UnixNano(), 10),
		EndTimeUnixNano:   strconv.FormatInt(span.EndTime().UnixNano(), 10),
		Attributes:        toOtlpAttributes(span.Attributes()),
	}
	if parent := span.Parent(); parent.SpanID().IsValid() {
		sent.ParentSpanID = parent.SpanID().String()
	}
	if status := span.Status(); status.Code == codes.Error {
		sent.Status = otlpStatus{Code: 2, Message: status.Description}
	}
	return sent
}

func toOtlpAttributes(attributes []attribute.KeyValue) []otlpAttribute {
	sent := make([]otlpAttribute, 0, len(attributes))
	for _, one := range attributes {
		sent = append(sent, otlpAttribute{Key: string(one.Key), Value: toOtlpValue(one.Value)})
	}
	return sent
}

func toOtlpValue(value attribute.Value) otlpValue {
	switch value.Type() {
	case attribute.INT64:
		text := strconv.FormatInt(value.AsInt64(), 10)
		return otlpValue{IntValue: &text}
	case attribute.FLOAT64:
		number := value.AsFloat64()
		return otlpValue{DoubleValue: &number}
	case attribute.BOOL:
		yes := value.AsBool()
		return otlpValue{BoolValue: &yes}
	default:
		text := value.Emit()
		return otlpValue{StringValue: &text}
	}
}
