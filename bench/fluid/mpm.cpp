// A plain MLS-MPM of a weakly compressible fluid, as one would write it after Hu et al. 2018 ("A Moving Least Squares Material Point
// Method with Displacement Discontinuity and Two-Way Rigid Body Coupling"): one thread, no vectors by hand, particles in the order in
// which they were made. What ./p2c2r bench fluid measures our kernel against: the same scene, numbers of particles, nodes and steps.
// usage: mpm PARTICLES_PER_AXIS_X Y Z STEPS WARMUP    (two particles a cell and axis, in a grid of 64 cubed)
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

constexpr int kSide = 68;
constexpr int kCells = 64;
constexpr int kWall = 1;

struct Vec { float x, y, z; };

struct Particle {
    Vec x, v;
    float c[3][3];
    float j;
};

struct Node { float px, py, pz, m; };

// Cells and seconds: the column is 1 m wide in a tank of 2 m.
constexpr float kCellsPerMetre = 32;
constexpr float kGravity = 9.81f * kCellsPerMetre;
constexpr float kSound = 40 * kCellsPerMetre;
constexpr float kStep = 0.3f / kSound;

inline int index(int i, int j, int k) { return (k * kSide + j) * kSide + i; }

struct Weights {
    int base[3];
    float fx[3];
    float w[3][3];
    explicit Weights(const Vec& x) {
        const float p[3] = {x.x, x.y, x.z};
        for (int d = 0; d < 3; d++) {
            base[d] = static_cast<int>(p[d] - 0.5f);
            fx[d] = p[d] - base[d];
            w[0][d] = 0.5f * (1.5f - fx[d]) * (1.5f - fx[d]);
            w[1][d] = 0.75f - (fx[d] - 1) * (fx[d] - 1);
            w[2][d] = 0.5f * (fx[d] - 0.5f) * (fx[d] - 0.5f);
        }
    }
};

void scatter(const std::vector<Particle>& particles, std::vector<Node>& grid) {
    for (const auto& p : particles) {
        const Weights s(p.x);
        const float q = 1 / p.j;
        const float pressure = kSound * kSound / 7 * (q * q * q * q * q * q * q - 1);
        const float stress = 4 * kStep * p.j * pressure;
        float a[3][3];
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 3; c++) a[r][c] = p.c[r][c] + (r == c ? stress : 0);
        for (int k = 0; k < 3; k++)
            for (int j = 0; j < 3; j++)
                for (int i = 0; i < 3; i++) {
                    const float dx = i - s.fx[0], dy = j - s.fx[1], dz = k - s.fx[2];
                    const float w = s.w[i][0] * s.w[j][1] * s.w[k][2];
                    Node& n = grid[index(s.base[0] + i, s.base[1] + j, s.base[2] + k)];
                    n.px += w * (p.v.x + a[0][0] * dx + a[0][1] * dy + a[0][2] * dz);
                    n.py += w * (p.v.y + a[1][0] * dx + a[1][1] * dy + a[1][2] * dz);
                    n.pz += w * (p.v.z + a[2][0] * dx + a[2][1] * dy + a[2][2] * dz);
                    n.m += w;
                }
    }
}

float walled(float v, int i) { return (i <= kWall && v < 0) || (i >= kWall + kCells && v > 0) ? 0 : v; }

void update(std::vector<Node>& grid) {
    for (int k = 0; k < kSide; k++)
        for (int j = 0; j < kSide; j++)
            for (int i = 0; i < kSide; i++) {
                Node& n = grid[index(i, j, k)];
                if (n.m <= 0) continue;
                const float inverse = 1 / n.m;
                n.px = walled(n.px * inverse, i);
                n.py = walled(n.py * inverse - kStep * kGravity, j);
                n.pz = walled(n.pz * inverse, k);
            }
}

float clamped(float x) { return std::fmin(std::fmax(x, kWall), kWall + kCells); }

void gather(std::vector<Particle>& particles, const std::vector<Node>& grid) {
    for (auto& p : particles) {
        const Weights s(p.x);
        Vec v = {0, 0, 0};
        float b[3][3] = {};
        for (int k = 0; k < 3; k++)
            for (int j = 0; j < 3; j++)
                for (int i = 0; i < 3; i++) {
                    const float d[3] = {i - s.fx[0], j - s.fx[1], k - s.fx[2]};
                    const float w = s.w[i][0] * s.w[j][1] * s.w[k][2];
                    const Node& n = grid[index(s.base[0] + i, s.base[1] + j, s.base[2] + k)];
                    const float u[3] = {w * n.px, w * n.py, w * n.pz};
                    v.x += u[0];
                    v.y += u[1];
                    v.z += u[2];
                    for (int r = 0; r < 3; r++)
                        for (int c = 0; c < 3; c++) b[r][c] += u[r] * d[c];
                }
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 3; c++) p.c[r][c] = 4 * b[r][c];
        p.v = v;
        p.x = {clamped(p.x.x + kStep * v.x), clamped(p.x.y + kStep * v.y), clamped(p.x.z + kStep * v.z)};
        p.j *= 1 + kStep * (p.c[0][0] + p.c[1][1] + p.c[2][2]);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 6) return 2;
    const int nx = std::atoi(argv[1]), ny = std::atoi(argv[2]), nz = std::atoi(argv[3]), steps = std::atoi(argv[4]), warmup = std::atoi(argv[5]);
    std::vector<Particle> particles;
    for (int k = 0; k < nz; k++)
        for (int j = 0; j < ny; j++)
            for (int i = 0; i < nx; i++) {
                Particle p = {};
                p.x = {kWall + (i + 0.5f) / 2, kWall + (j + 0.5f) / 2, kWall + (k + 0.5f) / 2};
                p.j = 1;
                particles.push_back(p);
            }
    std::vector<Node> grid(kSide * kSide * kSide);
    auto start = std::chrono::steady_clock::now();
    for (int s = 0; s < warmup + steps; s++) {
        if (s == warmup) start = std::chrono::steady_clock::now();
        for (auto& n : grid) n = {};
        scatter(particles, grid);
        update(grid);
        gather(particles, grid);
    }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    double height = 0;
    float front = 0;
    for (const auto& p : particles) {
        height += p.x.y - kWall;
        front = std::fmax(front, p.x.x - kWall);
    }
    std::printf("{\"particles\":%zu,\"steps\":%d,\"seconds\":%.6f,\"mean_height\":%.6f,\"front\":%.6f}\n", particles.size(), steps, seconds, height / particles.size(), front);
    return 0;
}
