/* The yardstick for `fovea doctor`: twelve independent chains of fused multiply-adds, in C.
 * cc -O3 -march=native peak.c -o peak -lpthread && ./peak [THREADS]
 * Prints floating-point operations per nanosecond, the best of 125 windows of 4 ms. */
#include <immintrin.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifdef __AVX512F__
typedef __m512 vector;
#define SET _mm512_set1_ps
#define FMA _mm512_fmadd_ps
#else
typedef __m256 vector;
#define SET _mm256_set1_ps
#define FMA _mm256_fmadd_ps
#endif
#define CHAINS 12
#define ROUNDS 2000
#define WINDOWS 125
#define WINDOW_NANOS 4000000LL

static long long start;
static _Atomic long long operations[WINDOWS];
static volatile float sink;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void *compute(void *unused) {
    (void)unused;
    vector half = SET(0.5f), a[CHAINS];
    for (int i = 0; i < CHAINS; i++) a[i] = SET(0.5f + i);
    while (now() < start) { }
    for (;;) {
        for (int round = 0; round < ROUNDS; round++) {
            /* Keeps the compiler from folding rounds together. */
            __asm__ volatile("" : "+v"(half));
            for (int i = 0; i < CHAINS; i++) a[i] = FMA(a[i], half, half);
        }
        long long window = (now() - start) / WINDOW_NANOS;
        if (window >= WINDOWS) break;
        operations[window] += 2LL * ROUNDS * CHAINS * (sizeof(vector) / sizeof(float));
    }
    for (int i = 0; i < CHAINS; i++) sink = ((float *)&a[i])[0];
    return NULL;
}

int main(int count, char **arguments) {
    int threads = count > 1 ? atoi(arguments[1]) : 1;
    pthread_t ids[threads];
    start = now() + 1000000;
    for (int i = 0; i < threads; i++) pthread_create(&ids[i], NULL, compute, NULL);
    for (int i = 0; i < threads; i++) pthread_join(ids[i], NULL);
    long long best = 0;
    for (int i = 0; i < WINDOWS; i++) best = operations[i] > best ? operations[i] : best;
    printf("%.1f GFLOP/s, %d threads, %zu-bit vectors\n", (double)best / WINDOW_NANOS, threads, 8 * sizeof(vector));
    return 0;
}
