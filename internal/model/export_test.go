package model

// For tests: the finding of an object in a reply, and the network of servers
// here.
var (
	ObjectIn     = objectIn
	Network      = network
	ErrElsewhere = errElsewhere
)
