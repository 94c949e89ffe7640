package main

import (
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	orderLimit = 200
	cartLimit  = 50
	mostOfOne  = 99
)

// Product is one thing on the shelves; prices are in cents.
type Product struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Art        string `json:"art"`
	Hue        int    `json:"hue"`
	PriceCents int    `json:"priceCents"`
	Stock      int    `json:"stock"`
	About      string `json:"about"`
}

// CartItem is how many of a product a cart holds.
type CartItem struct {
	ProductID string `json:"productId"`
	Quantity  int    `json:"quantity"`
}

// Cart is what is in the cart, and its price.
type Cart struct {
	Items      []CartItem `json:"items"`
	TotalCents int        `json:"totalCents"`
}

// Order is a cart that was bought.
type Order struct {
	ID         string     `json:"id"`
	PlacedAt   string     `json:"placedAt"`
	Items      []CartItem `json:"items"`
	TotalCents int        `json:"totalCents"`
	State      string     `json:"state"`
}

var products = []Product{
	{"mug", "Blue mug", "mug", 212, 1450, 24, "Stoneware, holds 300 ml."},
	{"lamp", "Desk lamp", "lamp", 38, 6900, 7, "Warm light on a long arm."},
	{"plant", "Rubber plant", "plant", 142, 2200, 12, "Asks for little water."},
	{"clock", "Wall clock", "clock", 350, 3950, 9, "Silent movement."},
	{"kettle", "Kettle", "kettle", 188, 5400, 15, "Boils a litre in three minutes."},
	{"chair", "Oak chair", "chair", 26, 14900, 4, "Oiled, stacks four high."},
	{"radio", "Radio", "radio", 264, 8900, 6, "Medium wave and a good speaker."},
	{"bag", "Canvas bag", "bag", 16, 2750, 30, "Carries twelve kilograms."},
}

func findProduct(id string) (Product, bool) {
	for _, product := range products {
		if product.ID == id {
			return product, true
		}
	}
	return Product{}, false
}

func findProducts(words string) []Product {
	found := []Product{}
	for _, product := range products {
		if strings.Contains(strings.ToLower(product.Name), strings.ToLower(words)) {
			found = append(found, product)
		}
	}
	return found
}

// Shop is the state of the shop; it lives as long as the process.
type Shop struct {
	mu        sync.Mutex
	cart      []CartItem
	orders    []Order
	nextOrder int
	listeners map[chan Order]struct{}
	visitors  int
}

func newShop() *Shop {
	return &Shop{nextOrder: 1001, listeners: map[chan Order]struct{}{}}
}

func (s *Shop) readCart() Cart {
	s.mu.Lock()
	defer s.mu.Unlock()
	return toCart(s.cart)
}

func toCart(items []CartItem) Cart {
	total := 0
	for _, item := range items {
		product, _ := findProduct(item.ProductID)
		total += product.PriceCents * item.Quantity
	}
	return Cart{Items: append([]CartItem{}, items...), TotalCents: total}
}

// put sets how many of a product the cart holds; 0 takes it out. False when there is no such product or the cart is full.
func (s *Shop) put(productID string, quantity int) bool {
	if _, known := findProduct(productID); !known {
		return false
	}
	if quantity > mostOfOne {
		quantity = mostOfOne
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, item := range s.cart {
		if item.ProductID != productID {
			continue
		}
		if quantity <= 0 {
			s.cart = append(s.cart[:i], s.cart[i+1:]...)
		} else {
			s.cart[i].Quantity = quantity
		}
		return true
	}
	if quantity <= 0 {
		return true
	}
	if len(s.cart) >= cartLimit {
		return false
	}
	s.cart = append(s.cart, CartItem{productID, quantity})
	return true
}

func (s *Shop) emptyCart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cart = nil
}

// listOrders gives the newest first.
func (s *Shop) listOrders() []Order {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Order{}, s.orders...)
}

// placeOrder turns the cart into an order and tells the listeners; false when the cart is empty.
func (s *Shop) placeOrder() (Order, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.cart) == 0 {
		return Order{}, false
	}
	cart := toCart(s.cart)
	order := Order{
		ID:         strconv.Itoa(s.nextOrder),
		PlacedAt:   time.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
		Items:      cart.Items,
		TotalCents: cart.TotalCents,
		State:      "placed",
	}
	s.nextOrder++
	s.orders = append([]Order{order}, s.orders...)
	if len(s.orders) > orderLimit {
		s.orders = s.orders[:orderLimit]
	}
	s.cart = nil
	for listener := range s.listeners {
		select {
		case listener <- order:
		default: // A listener that does not keep up misses an order, and the others do not wait for it.
		}
	}
	return order, true
}

func (s *Shop) listen() (orders <-chan Order, stop func()) {
	listener := make(chan Order, 16)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listeners[listener] = struct{}{}
	s.visitors++
	return listener, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, listener)
		s.visitors--
	}
}

func (s *Shop) countVisitors() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.visitors
}
