package minilm

// plainMatMul multiplies x (rows of n) with y (n rows of p) in Go alone, for
// processors for which vek has no kernel: four rows of x and four of y at a
// time, so that a row of dst is read and written a quarter as often as in the
// textbook's loop.
func plainMatMul(dst, x, y []float32, n int) {
	m, p := len(x)/n, len(y)/n
	dst = dst[:m*p]
	clear(dst)
	for i := 0; i < m; i += 4 {
		for k := 0; k < n; k += 4 {
			for r := i; r < min(i+4, m); r++ {
				row := dst[r*p : (r+1)*p]
				if k+4 > n {
					for kk := k; kk < n; kk++ {
						addRow(row, x[r*n+kk], y[kk*p:])
					}
					continue
				}
				addRows(row, x[r*n+k:r*n+k+4], y[k*p:], p)
			}
		}
	}
}

func addRow(dst []float32, a float32, y []float32) {
	y = y[:len(dst)]
	for j := range dst {
		dst[j] += a * y[j]
	}
}

func addRows(dst, a, y []float32, p int) {
	a0, a1, a2, a3 := a[0], a[1], a[2], a[3]
	y0, y1, y2, y3 := y[:p], y[p:2*p], y[2*p:3*p], y[3*p:4*p]
	dst = dst[:p]
	y0, y1, y2, y3 = y0[:len(dst)], y1[:len(dst)], y2[:len(dst)], y3[:len(dst)]
	for j := range dst {
		dst[j] += a0*y0[j] + a1*y1[j] + a2*y2[j] + a3*y3[j]
	}
}
