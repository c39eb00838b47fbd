// Matrix product of Q4_1 weights with several columns of Q8_1 activations, for processors with AVX2, FMA and F16C.
//
// llama.cpp has one kernel for this pair of types, for one row and one column: the weights are unpacked again for every column.
// Here a block of four rows is unpacked once for the columns of a tile. Each element is summed in exactly the order of
// ggml_vec_dot_q4_1_q8_1, so that the result has the same bits, whatever the number of columns.
#pragma once

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
#include <immintrin.h>

namespace guichet {

constexpr int ROWS = 4;

struct Product {
    const block_q4_1 * A;
    int64_t lda;
    const block_q8_1 * B;
    int64_t ldb;
    float * C;
    int64_t ldc;
    int64_t blocks;
};

inline __m256i nibbles(const block_q4_1 & block) {
    const __m128i packed = _mm_loadu_si128((const __m128i *) block.qs);
    const __m256i bytes = _mm256_inserti128_si256(_mm256_castsi128_si256(packed), _mm_srli_epi16(packed, 4), 1);
    return _mm256_and_si256(bytes, _mm256_set1_epi8(0xF));
}

inline __m256 dot(__m256i weights, __m256i activations) {
#if defined(__AVX512VNNI__) && defined(__AVX512VL__)
    return _mm256_cvtepi32_ps(_mm256_dpbusd_epi32(_mm256_setzero_si256(), weights, activations));
#else
    return _mm256_cvtepi32_ps(_mm256_madd_epi16(_mm256_set1_epi16(1), _mm256_maddubs_epi16(weights, activations)));
#endif
}

inline float sum(__m256 lanes) {
    __m128 half = _mm_add_ps(_mm256_extractf128_ps(lanes, 1), _mm256_castps256_ps128(lanes));
    half = _mm_add_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_add_ss(half, _mm_movehdup_ps(half)));
}

// C[row .. row + 3][column .. column + COLUMNS - 1]
template <int COLUMNS>
inline void tile(const Product & p, int64_t row, int64_t column) {
    __m256 products[COLUMNS][ROWS] = {};
    __m128 minima[COLUMNS] = {};
    const block_q4_1 * a = p.A + p.lda * row;
    for (int64_t l = 0; l < p.blocks; ++l) {
        const block_q4_1 & a0 = a[l], & a1 = a[p.lda + l], & a2 = a[2 * p.lda + l], & a3 = a[3 * p.lda + l];
        // scale and minimum of the four blocks, one beside the other: d0 m0 d1 m1 d2 m2 d3 m3
        int32_t dm[ROWS];
        memcpy(dm + 0, &a0, 4);
        memcpy(dm + 1, &a1, 4);
        memcpy(dm + 2, &a2, 4);
        memcpy(dm + 3, &a3, 4);
        const __m256 both = _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) dm));
        const __m128 low = _mm256_castps256_ps128(both), high = _mm256_extractf128_ps(both, 1);
        const __m128 scales = _mm_shuffle_ps(low, high, 0x88), mins = _mm_shuffle_ps(low, high, 0xDD);
        const __m256i w0 = nibbles(a0), w1 = nibbles(a1), w2 = nibbles(a2), w3 = nibbles(a3);
        for (int j = 0; j < COLUMNS; ++j) {
            const block_q8_1 & b = p.B[p.ldb * (column + j) + l];
            const __m256i y = _mm256_loadu_si256((const __m256i *) b.qs);
            const __m128 d = _mm_mul_ps(scales, _mm_set1_ps(GGML_CPU_FP16_TO_FP32(b.d)));
            const __m256 scale = _mm256_set_m128(d, d);
            minima[j] = _mm_fmadd_ps(mins, _mm_set1_ps(GGML_CPU_FP16_TO_FP32(b.s)), minima[j]);
            products[j][0] = _mm256_fmadd_ps(_mm256_permute_ps(scale, 0x00), dot(w0, y), products[j][0]);
            products[j][1] = _mm256_fmadd_ps(_mm256_permute_ps(scale, 0x55), dot(w1, y), products[j][1]);
            products[j][2] = _mm256_fmadd_ps(_mm256_permute_ps(scale, 0xAA), dot(w2, y), products[j][2]);
            products[j][3] = _mm256_fmadd_ps(_mm256_permute_ps(scale, 0xFF), dot(w3, y), products[j][3]);
        }
    }
    for (int j = 0; j < COLUMNS; ++j) {
        float least[ROWS];
        _mm_storeu_ps(least, minima[j]);
        for (int i = 0; i < ROWS; ++i) {
            p.C[p.ldc * (column + j) + row + i] = sum(products[j][i]) + least[i];
        }
    }
}

inline void rows(const Product & p, int64_t row, int64_t columns) {
    int64_t column = 0;
    for (; column + 3 <= columns; column += 3) {
        tile<3>(p, row, column);
    }
    switch (columns - column) {
        case 2: tile<2>(p, row, column); break;
        case 1: tile<1>(p, row, column); break;
    }
}

} // namespace guichet

// Computes C (m × n) when it is of this kind; every thread takes a share of the rows.
static bool guichet_q4_1(const ggml_compute_params * params, int64_t m, int64_t n, int64_t k, const void * A, int64_t lda,
                         const void * B, int64_t ldb, void * C, int64_t ldc, int Atype, int Btype) {
    if (Atype != GGML_TYPE_Q4_1 || Btype != GGML_TYPE_Q8_1 || m % guichet::ROWS) {
        return false;
    }
    const guichet::Product product = {(const block_q4_1 *) A, lda, (const block_q8_1 *) B, ldb, (float *) C, ldc, k};
    const int64_t groups = m / guichet::ROWS;
    const int64_t begin = groups * params->ith / params->nth, end = groups * (params->ith + 1) / params->nth;
    for (int64_t group = begin; group < end; ++group) {
        guichet::rows(product, group * guichet::ROWS, n);
    }
    return true;
}
#else
static bool guichet_q4_1(const ggml_compute_params *, int64_t, int64_t, int64_t, const void *, int64_t, const void *, int64_t,
                         void *, int64_t, int, int) {
    return false;
}
#endif
