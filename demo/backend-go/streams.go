package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
)

const (
	visitorsEvery = 2 * time.Second
	retryMs       = 1500
	lineEvery     = 120 * time.Millisecond
	wordEvery     = 200 * time.Millisecond
	longestWait   = time.Minute
)

// addStreamRoutes: server-sent events, lines of JSON, and answers that take their time.
func addStreamRoutes(router *gin.Engine, shop *Shop) {
	router.GET("/events/orders", func(c *gin.Context) { streamOrders(c, shop) })
	router.GET("/events/countdown", countDown)
	get(router, "/api/export.ndjson", exportLines)
	get(router, "/api/slow", func(c *gin.Context) {
		delay := time.Duration(clamp(queryNumber(c, "ms", 1500), 0, int(longestWait/time.Millisecond))) * time.Millisecond
		if waitWhileOpen(c, delay) {
			answerJSON(c, http.StatusOK, gin.H{"waitedMs": delay.Milliseconds()})
		}
	})
	get(router, "/api/drip", func(c *gin.Context) {
		c.Header("Content-Type", "text/plain; charset=utf-8")
		for _, word := range []string{"Five", "words", "come", "one", "by one"} {
			_, _ = c.Writer.WriteString(word + "\n")
			c.Writer.Flush()
			if !waitWhileOpen(c, wordEvery) {
				return
			}
		}
	})
	get(router, "/api/burst/:number", func(c *gin.Context) {
		number, _ := strconv.Atoi(c.Param("number"))
		number = clamp(number, 0, 24)
		if waitWhileOpen(c, time.Duration(number)*12*time.Millisecond) {
			answerJSON(c, http.StatusOK, gin.H{"number": number})
		}
	})
}

func streamOrders(c *gin.Context, shop *Shop) {
	orders, stop := shop.listen()
	defer stop()
	id, _ := strconv.ParseInt(c.GetHeader("Last-Event-ID"), 10, 53)
	send := func(event string, data interface{}) {
		id++
		text, _ := json.Marshal(data)
		_, _ = fmt.Fprintf(c.Writer, "id: %d\nevent: %s\ndata: %s\n\n", id, event, text)
		c.Writer.Flush()
	}
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	_, _ = fmt.Fprintf(c.Writer, ": the shop's orders\nretry: %d\n\n", retryMs)
	send("visitors", gin.H{"visitors": shop.countVisitors()})
	ticker := time.NewTicker(visitorsEvery)
	defer ticker.Stop()
	for {
		select {
		case <-c.Request.Context().Done():
			return
		case order := <-orders:
			send("order", order)
		case <-ticker.C:
			send("visitors", gin.H{"visitors": shop.countVisitors()})
		}
	}
}

func countDown(c *gin.Context) {
	c.Header("Content-Type", "text/event-stream")
	c.Header("Cache-Control", "no-store")
	for left := 5; left > 0; left-- {
		_, _ = fmt.Fprintf(c.Writer, "id: %d\ndata: {\"left\":%d}\ndata: {\"more\":\"lines\"}\n\n", 6-left, left)
	}
	_, _ = c.Writer.WriteString("event: end\ndata: over\n\n")
}

func exportLines(c *gin.Context) {
	c.Header("Content-Type", "application/x-ndjson")
	c.Header("X-Accel-Buffering", "no")
	for _, product := range products {
		line, _ := json.Marshal(product)
		_, _ = c.Writer.Write(append(line, '\n'))
		c.Writer.Flush()
		if !waitWhileOpen(c, lineEvery) {
			return
		}
	}
}

// waitWhileOpen waits, but not longer than the other side stays; false when it left first.
func waitWhileOpen(c *gin.Context, delay time.Duration) bool {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.Request.Context().Done():
		return false
	}
}

func queryNumber(c *gin.Context, name string, otherwise int) int {
	number, err := strconv.Atoi(c.Query(name))
	if err != nil {
		return otherwise
	}
	return number
}

func clamp(number int, least int, most int) int {
	if number < least {
		return least
	}
	if number > most {
		return most
	}
	return number
}
