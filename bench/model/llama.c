// Tokens a second of a llama2.c checkpoint (version 0) in plain C: the mathematics of the model engine, written the way one would write it, for
// bench/README.md. Greedy, from the token 1, the context again and again.
//
//   gcc -O3 -march=native -o llama llama.c -lm      or -Ofast, which lets the compiler reorder sums
//   ./llama checkpoint seconds                      of processor time; prints {"tokens_per_second": ..., "checksum": ...}
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { int dim, hidden, layers, heads, key_heads, vocabulary, context; } Shape;

static Shape shape;
static float *embedding, *norm1, *wq, *wk, *wv, *wo, *norm2, *w1, *w2, *w3, *last_norm, *cosines, *sines, *output;
static float *x, *h, *q, *mixed, *gate, *up, *scores, *logits, *keys, *values;

static float *take(float **at, size_t count) { float *taken = *at; *at += count; return taken; }

static void multiply(float *result, const float *v, const float *w, int columns, int rows) {
    for (int i = 0; i < rows; i++) {
        float sum = 0;
        for (int j = 0; j < columns; j++) sum += w[(size_t)i * columns + j] * v[j];
        result[i] = sum;
    }
}

static void normalize(float *result, const float *v, const float *factors, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) sum += v[i] * v[i];
    float scale = 1.0f / sqrtf(sum / n + 1e-5f);
    for (int i = 0; i < n; i++) result[i] = factors[i] * (scale * v[i]);
}

static void turn(float *v, int count, int head_size, int position) {
    const float *c = cosines + position * (head_size / 2), *s = sines + position * (head_size / 2);
    for (int i = 0; i < count; i += head_size) {
        for (int pair = 0; pair < head_size / 2; pair++) {
            float a = v[i + 2 * pair], b = v[i + 2 * pair + 1];
            v[i + 2 * pair] = a * c[pair] - b * s[pair];
            v[i + 2 * pair + 1] = a * s[pair] + b * c[pair];
        }
    }
}

static void attend(int l, int position) {
    int size = shape.dim / shape.heads, key_dim = size * shape.key_heads;
    float *layer_keys = keys + (size_t)l * shape.context * key_dim, *layer_values = values + (size_t)l * shape.context * key_dim;
    for (int head = 0; head < shape.heads; head++) {
        int at = head / (shape.heads / shape.key_heads) * size;
        float most = -1e30f, total = 0;
        for (int t = 0; t <= position; t++) {
            float sum = 0;
            for (int i = 0; i < size; i++) sum += q[head * size + i] * layer_keys[(size_t)t * key_dim + at + i];
            scores[t] = sum / sqrtf(size);
            if (scores[t] > most) most = scores[t];
        }
        for (int t = 0; t <= position; t++) total += scores[t] = expf(scores[t] - most);
        float *result = mixed + head * size;
        memset(result, 0, size * sizeof(float));
        for (int t = 0; t <= position; t++) {
            float weight = scores[t] / total;
            for (int i = 0; i < size; i++) result[i] += weight * layer_values[(size_t)t * key_dim + at + i];
        }
    }
}

static void compute(int token, int position) {
    int dim = shape.dim, hidden = shape.hidden, size = dim / shape.heads, key_dim = size * shape.key_heads;
    memcpy(x, embedding + (size_t)token * dim, dim * sizeof(float));
    for (int l = 0; l < shape.layers; l++) {
        float *k = keys + ((size_t)l * shape.context + position) * key_dim, *v = values + ((size_t)l * shape.context + position) * key_dim;
        normalize(h, x, norm1 + l * dim, dim);
        multiply(q, h, wq + (size_t)l * dim * dim, dim, dim);
        multiply(k, h, wk + (size_t)l * dim * key_dim, dim, key_dim);
        multiply(v, h, wv + (size_t)l * dim * key_dim, dim, key_dim);
        turn(q, dim, size, position);
        turn(k, key_dim, size, position);
        attend(l, position);
        multiply(h, mixed, wo + (size_t)l * dim * dim, dim, dim);
        for (int i = 0; i < dim; i++) x[i] += h[i];
        normalize(h, x, norm2 + l * dim, dim);
        multiply(gate, h, w1 + (size_t)l * dim * hidden, dim, hidden);
        multiply(up, h, w3 + (size_t)l * dim * hidden, dim, hidden);
        for (int i = 0; i < hidden; i++) gate[i] = gate[i] / (1.0f + expf(-gate[i])) * up[i];
        multiply(h, gate, w2 + (size_t)l * dim * hidden, hidden, dim);
        for (int i = 0; i < dim; i++) x[i] += h[i];
    }
    normalize(h, x, last_norm, dim);
    multiply(logits, h, output, dim, shape.vocabulary);
}

static double now(void) { struct timespec t; clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); return t.tv_sec + t.tv_nsec * 1e-9; }

static float *room(size_t count) { return calloc(count, sizeof(float)); }

static int read_model(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fread(&shape, sizeof shape, 1, file) != 1) return 0;
    fseek(file, 0, SEEK_END);
    size_t count = (ftell(file) - sizeof shape) / sizeof(float);
    fseek(file, sizeof shape, SEEK_SET);
    float *at = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
    if (fread(at, sizeof(float), count, file) != count) return 0;
    fclose(file);
    int own = shape.vocabulary < 0, dim = shape.dim, L = shape.layers;
    shape.vocabulary = abs(shape.vocabulary);
    size_t key_dim = (size_t)dim / shape.heads * shape.key_heads, square = (size_t)dim * dim, feed = (size_t)dim * shape.hidden;
    embedding = take(&at, (size_t)shape.vocabulary * dim);
    norm1 = take(&at, L * dim); wq = take(&at, L * square); wk = take(&at, L * dim * key_dim); wv = take(&at, L * dim * key_dim); wo = take(&at, L * square);
    norm2 = take(&at, L * dim); w1 = take(&at, L * feed); w2 = take(&at, L * feed); w3 = take(&at, L * feed);
    last_norm = take(&at, dim);
    cosines = take(&at, (size_t)shape.context * (dim / shape.heads) / 2);
    sines = take(&at, (size_t)shape.context * (dim / shape.heads) / 2);
    output = own ? at : embedding;
    x = room(dim); h = room(dim); q = room(dim); mixed = room(dim); gate = room(shape.hidden); up = room(shape.hidden);
    scores = room(shape.context); logits = room(shape.vocabulary);
    keys = room(L * shape.context * key_dim); values = room(L * shape.context * key_dim);
    return 1;
}

int main(int argc, char **argv) {
    if (argc < 3 || !read_model(argv[1])) { fprintf(stderr, "usage: llama checkpoint seconds\n"); return 1; }
    double seconds = atof(argv[2]), start = now(), end = start;
    long tokens = 0, checksum = 0;
    while (end - start < seconds) {
        int token = 1;
        for (int position = 0; position < shape.context; position++, tokens++) {
            compute(token, position);
            token = 0;
            for (int i = 1; i < shape.vocabulary; i++) if (logits[i] > logits[token]) token = i;
            checksum += token;
        }
        end = now();
    }
    printf("{\"tokens_per_second\": %.1f, \"checksum\": %ld}\n", tokens / (end - start), checksum);
    return 0;
}
