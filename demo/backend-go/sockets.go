package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"go.uber.org/zap"
)

const (
	messageLimit   = 8 * mib
	tickEvery      = time.Second
	pingEveryTicks = 5
	controlWait    = time.Second
)

// addSocketRoutes: a chat that answers, and a stock ticker.
func addSocketRoutes(router *gin.Engine, log *zap.Logger) {
	chat := websocket.Upgrader{Subprotocols: []string{"shop.chat.v1"}, EnableCompression: true, CheckOrigin: isLocal}
	stock := websocket.Upgrader{CheckOrigin: isLocal}
	router.GET("/ws/chat", func(c *gin.Context) { accept(c, &chat, log, runChat) })
	router.GET("/ws/stock", func(c *gin.Context) { accept(c, &stock, log, runStock) })
}

// isLocal: the shop listens on this machine only, and a proxy stands between it and the page.
func isLocal(*http.Request) bool {
	return true
}

func accept(c *gin.Context, upgrader *websocket.Upgrader, log *zap.Logger, run func(*socket, context.Context)) {
	connection, err := upgrader.Upgrade(c.Writer, c.Request, nil)
	if err != nil {
		logOf(c, log).Warn("no WebSocket", zap.Error(err))
		return
	}
	openSockets.Inc()
	defer openSockets.Dec()
	defer func() { _ = connection.Close() }()
	connection.SetReadLimit(messageLimit)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	run(&socket{Conn: connection}, ctx)
}

// socket lets several goroutines write.
type socket struct {
	*websocket.Conn
	mu sync.Mutex
}

func (s *socket) send(kind int, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_ = s.WriteMessage(kind, data)
}

func (s *socket) sendJSON(value interface{}) {
	text, _ := json.Marshal(value)
	s.send(websocket.TextMessage, text)
}

func (s *socket) ping(text string) {
	_ = s.WriteControl(websocket.PingMessage, []byte(text), time.Now().Add(controlWait))
}

func runChat(s *socket, _ context.Context) {
	s.sendJSON(gin.H{"from": "shop", "text": "Welcome. How can we help?"})
	s.ping("")
	for {
		kind, data, err := s.ReadMessage()
		if err != nil {
			return
		}
		if kind == websocket.BinaryMessage {
			s.send(kind, data)
		} else if !answerChat(s, string(data)) {
			return
		}
	}
}

// answerChat answers one text message; false when the connection is to end.
func answerChat(s *socket, text string) bool {
	words := strings.Split(text, " ")
	number := 0
	if len(words) > 1 {
		number, _ = strconv.Atoi(words[1])
	}
	switch words[0] {
	case "/close":
		if number == 0 {
			number = websocket.CloseNormalClosure
		}
		reason := ""
		if len(words) > 2 {
			reason = strings.Join(words[2:], " ")
		}
		_ = s.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(number, reason), time.Now().Add(controlWait))
	case "/ping":
		s.ping("are you there?")
	case "/cut":
		return false
	case "/bytes":
		s.send(websocket.BinaryMessage, bytes.Repeat([]byte("shop"), clamp(number, 4, messageLimit)/4))
	default:
		s.sendJSON(gin.H{"from": "shop", "at": time.Now().UTC().Format(time.RFC3339Nano), "text": text})
	}
	return true
}

func runStock(s *socket, ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		for {
			if _, _, err := s.ReadMessage(); err != nil {
				return
			}
		}
	}()
	ticker := time.NewTicker(tickEvery)
	defer ticker.Stop()
	for tick := 0; ; {
		product := products[tick%len(products)]
		tick++
		left := product.Stock - tick%4
		if left < 0 {
			left = 0
		}
		s.sendJSON(gin.H{"tick": tick, "productId": product.ID, "left": left})
		if tick%pingEveryTicks == 0 {
			s.ping("")
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
