// How fast this instruction set can multiply and add at all.

static double multiply_add(int64_t rounds) {
    // Twelve independent chains hide the latency of the multiply-add units.
    vec a0 = {0}, a1 = {1}, a2 = {2}, a3 = {3}, a4 = {4}, a5 = {5}, a6 = {6}, a7 = {7}, a8 = {8}, a9 = {9}, a10 = {10},
        a11 = {11};
    vec x, y;
    for (int i = 0; i < LANES; i++) {
        x[i] = 0.999f;
        y[i] = 0.001f;
    }
    // The compiler must not know the factors, or it would fold the loop.
    __asm__ volatile("" : "+m"(x), "+m"(y));
    vec f = x, g = y;
    for (int64_t i = 0; i < rounds; i++) {
        a0 = a0 * f + g;
        a1 = a1 * f + g;
        a2 = a2 * f + g;
        a3 = a3 * f + g;
        a4 = a4 * f + g;
        a5 = a5 * f + g;
        a6 = a6 * f + g;
        a7 = a7 * f + g;
        a8 = a8 * f + g;
        a9 = a9 * f + g;
        a10 = a10 * f + g;
        a11 = a11 * f + g;
    }
    vec sum = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    __asm__ volatile("" : : "m"(sum));
    return (double)rounds * 12 * LANES * 2;
}

