# Runs right after project("llama.cpp"): what is compiled, and the one kernel of ours in it.

# Its helpers (chat templates, downloads, argument parsing) are not used here.
set(LLAMA_BUILD_COMMON OFF)

# Q4_1 weights, those of the smallest model, have no kernel for several columns at once on x86: ours gives the same bits, sooner.
set(sgemm "${CMAKE_CURRENT_SOURCE_DIR}/ggml/src/ggml-cpu/llamafile/sgemm.cpp")
file(READ "${sgemm}" source)
string(REPLACE "#include \"simd-mappings.h\"" "#include \"simd-mappings.h\"\n#include \"${CMAKE_CURRENT_LIST_DIR}/q4_1.h\"" source "${source}")
string(REPLACE "    switch (Atype) {\n" "    if (guichet_q4_1(params, m, n, k, A, lda, B, ldb, C, ldc, Atype, Btype)) return true;\n    switch (Atype) {\n" source "${source}")
file(WRITE "${sgemm}" "${source}")
