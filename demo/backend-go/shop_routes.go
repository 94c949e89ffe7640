package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"go.uber.org/zap"
)

const jsonLimitBytes = 64 * 1024

// addShopRoutes: REST over products, cart and orders.
func addShopRoutes(router *gin.Engine, shop *Shop, log *zap.Logger) {
	get(router, "/api/products", func(c *gin.Context) {
		var items []Product
		within(c, "search shelves", func(context.Context) { items = findProducts(c.Query("q")) })
		logOf(c, log).Debug("searched the shelves", zap.String("words", c.Query("q")), zap.Int("found", len(items)))
		c.Header("Cache-Control", "no-store")
		answerJSON(c, http.StatusOK, gin.H{"items": items, "total": len(items)})
	})
	get(router, "/api/products/:id", func(c *gin.Context) {
		product, known := findProduct(c.Param("id"))
		if !known {
			answerProblem(c, http.StatusNotFound, "No such product", fmt.Sprintf("There is no product %s.", c.Param("id")))
			return
		}
		answerJSON(c, http.StatusOK, product)
	})
	get(router, "/api/cart", func(c *gin.Context) { answerJSON(c, http.StatusOK, shop.readCart()) })
	router.PUT("/api/cart/:id", func(c *gin.Context) { putInCart(c, shop) })
	router.DELETE("/api/cart", func(c *gin.Context) {
		shop.emptyCart()
		c.Status(http.StatusNoContent)
	})
	get(router, "/api/orders", func(c *gin.Context) { answerJSON(c, http.StatusOK, gin.H{"items": shop.listOrders()}) })
	router.POST("/api/orders", func(c *gin.Context) { placeOrder(c, shop, log) })
	get(router, "/api/orders/:id", func(c *gin.Context) {
		for _, order := range shop.listOrders() {
			if order.ID == c.Param("id") {
				answerJSON(c, http.StatusOK, order)
				return
			}
		}
		answerProblem(c, http.StatusNotFound, "No such order", fmt.Sprintf("There is no order %s.", c.Param("id")))
	})
	get(router, "/api/price-list", answerPriceList)
	get(router, "/api/nothing", func(c *gin.Context) { c.Status(http.StatusNoContent) })
}

func putInCart(c *gin.Context, shop *Shop) {
	var body struct {
		Quantity *int `json:"quantity"`
	}
	decoder := json.NewDecoder(http.MaxBytesReader(c.Writer, c.Request.Body, jsonLimitBytes))
	if err := decoder.Decode(&body); err != nil || body.Quantity == nil {
		answerProblem(c, http.StatusUnprocessableEntity, "Quantity missing", `Send {"quantity": n} with a whole number.`)
		return
	}
	if !shop.put(c.Param("id"), *body.Quantity) {
		answerProblem(c, http.StatusNotFound, "No such product", fmt.Sprintf("There is no product %s.", c.Param("id")))
		return
	}
	answerJSON(c, http.StatusOK, shop.readCart())
}

func placeOrder(c *gin.Context, shop *Shop, log *zap.Logger) {
	order, placed := Order{}, false
	within(c, "charge card", func(context.Context) { time.Sleep(5 * time.Millisecond) })
	within(c, "write order", func(context.Context) { order, placed = shop.placeOrder() })
	if !placed {
		answerProblem(c, http.StatusConflict, "Cart is empty", "Put something into the cart first.")
		return
	}
	logOf(c, log).Info("order placed", zap.String("order", order.ID), zap.Int("total_cents", order.TotalCents))
	c.Header("Location", "/api/orders/"+order.ID)
	answerJSON(c, http.StatusCreated, order)
}

// answerPriceList answers 304 to who has the list already (RFC 9110 section 13).
func answerPriceList(c *gin.Context) {
	prices := gin.H{}
	for _, product := range products {
		prices[product.ID] = product.PriceCents
	}
	text, _ := json.Marshal(prices)
	sum := sha256.Sum256(text)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	c.Header("ETag", tag)
	c.Header("Cache-Control", "no-cache")
	if c.GetHeader("If-None-Match") == tag {
		c.Status(http.StatusNotModified)
		return
	}
	answerJSON(c, http.StatusOK, prices)
}
