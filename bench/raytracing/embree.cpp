// Traces rays through Embree (robust mode, medium build quality) at the command of standard input.
// usage: embree SCENE THREADS
// SCENE, little-endian: number of vertices and of triangles, x y z of each vertex, three indices of each triangle; then the number of
// sets of rays, and for each set the number of rays and for each ray origin, direction, nearest and farthest.
// Each line is answered by one line of JSON: "build TIMES", "closest SET SECONDS", "packets SET SECONDS" (of 16 rays),
// "occluded SET SECONDS", "hits SET FILE" (writes the triangle and distance of each ray; -1 where there is none),
// "blocked SET FILE" (writes 1 or 0 for each ray).
// Build: g++ -O2 -march=native embree.cpp -lembree3 -pthread -o embree
#include <embree3/rtcore.h>
#include <pmmintrin.h>
#include <xmmintrin.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using Clock = std::chrono::steady_clock;

struct Ray
{
    float origin[3], direction[3], nearest, farthest;
};

static std::vector<float> positions;
static std::vector<unsigned> indices;
static std::vector<std::vector<Ray>> sets;
static RTCDevice device;
static RTCScene scene;
static unsigned threads;

template <typename T>
static std::vector<T> take(FILE* file, size_t count, size_t spare = 0)
{
    std::vector<T> values(count + spare);
    if (std::fread(values.data(), sizeof(T), count, file) != count) std::exit(2);
    return values;
}

static void read(const char* path)
{
    auto* file = std::fopen(path, "rb");
    if (!file) std::exit(2);
    auto counts = take<int>(file, 2);

    // Embree reads 16 bytes of the last vertex too.
    positions = take<float>(file, 3 * (size_t)counts[0], 1);
    indices = take<unsigned>(file, 3 * (size_t)counts[1]);
    auto number = take<int>(file, 1)[0];
    for (int i = 0; i < number; i++) sets.push_back(take<Ray>(file, take<int>(file, 1)[0]));
    std::fclose(file);
}

static double since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

static double build()
{
    if (scene) rtcReleaseScene(scene);
    auto start = Clock::now();
    scene = rtcNewScene(device);
    rtcSetSceneFlags(scene, RTC_SCENE_FLAG_ROBUST);
    rtcSetSceneBuildQuality(scene, RTC_BUILD_QUALITY_MEDIUM);
    auto geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    rtcSetGeometryBuildQuality(geometry, RTC_BUILD_QUALITY_MEDIUM);
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3, positions.data(), 0, 12, positions.size() / 3);
    rtcSetSharedGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3, indices.data(), 0, 12, indices.size() / 3);
    rtcCommitGeometry(geometry);
    rtcAttachGeometry(scene, geometry);
    rtcReleaseGeometry(geometry);
    rtcCommitScene(scene);
    return since(start);
}

static void fill(RTCRay& to, const Ray& from)
{
    to = {from.origin[0], from.origin[1], from.origin[2], from.nearest, from.direction[0], from.direction[1], from.direction[2], 0, from.farthest, 0xFFFFFFFFu, 0, 0};
}

static RTCHit closest(const Ray& ray, float& distance)
{
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    RTCRayHit both;
    fill(both.ray, ray);
    both.hit.geomID = both.hit.instID[0] = RTC_INVALID_GEOMETRY_ID;
    rtcIntersect1(scene, &context, &both);
    distance = both.ray.tfar;
    return both.hit;
}

static bool occluded(const Ray& ray)
{
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    RTCRay filled;
    fill(filled, ray);
    rtcOccluded1(scene, &context, &filled);
    return filled.tfar < 0;
}

static size_t closest16(const Ray* rays)
{
    RTCIntersectContext context;
    rtcInitIntersectContext(&context);
    context.flags = RTC_INTERSECT_CONTEXT_FLAG_COHERENT;
    RTCRayHit16 both;
    alignas(64) int valid[16];
    for (int i = 0; i < 16; i++)
    {
        auto& ray = rays[i];
        valid[i] = -1;
        both.ray.org_x[i] = ray.origin[0];
        both.ray.org_y[i] = ray.origin[1];
        both.ray.org_z[i] = ray.origin[2];
        both.ray.dir_x[i] = ray.direction[0];
        both.ray.dir_y[i] = ray.direction[1];
        both.ray.dir_z[i] = ray.direction[2];
        both.ray.tnear[i] = ray.nearest;
        both.ray.tfar[i] = ray.farthest;
        both.ray.time[i] = 0;
        both.ray.mask[i] = 0xFFFFFFFFu;
        both.ray.id[i] = both.ray.flags[i] = 0;
        both.hit.geomID[i] = both.hit.instID[0][i] = RTC_INVALID_GEOMETRY_ID;
    }

    rtcIntersect16(valid, scene, &context, &both);
    size_t hits = 0;
    for (int i = 0; i < 16; i++) hits += both.hit.geomID[i] != RTC_INVALID_GEOMETRY_ID;
    return hits;
}

// Goes through blocks of rays on all threads again and again until the time is over; millions of rays a second.
static double measure(const std::vector<Ray>& rays, double seconds, const std::function<size_t(const Ray*, size_t)>& trace)
{
    const size_t Block = 4096;
    auto blocks = (rays.size() + Block - 1) / Block;
    std::atomic<size_t> next(0), done(0), hits(0);
    auto start = Clock::now();
    auto work = [&] {
        _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
        _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
        while (since(start) < seconds)
        {
            auto first = (next++ % blocks) * Block;
            auto count = std::min(Block, rays.size() - first);
            hits += trace(&rays[first], count);
            done += count;
        }
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; i++) others.emplace_back(work);
    work();
    for (auto& other : others) other.join();
    return done / since(start) / 1e6;
}

static double rate(const std::string& what, const std::vector<Ray>& rays, double seconds)
{
    if (what == "closest")
    {
        return measure(rays, seconds, [](const Ray* ray, size_t count) {
            size_t hits = 0;
            float distance;
            for (size_t i = 0; i < count; i++) hits += closest(ray[i], distance).geomID != RTC_INVALID_GEOMETRY_ID;
            return hits;
        });
    }

    if (what == "packets")
    {
        return measure(rays, seconds, [](const Ray* ray, size_t count) {
            size_t hits = 0;
            for (size_t i = 0; i + 16 <= count; i += 16) hits += closest16(ray + i);
            return hits;
        });
    }

    return measure(rays, seconds, [](const Ray* ray, size_t count) {
        size_t hits = 0;
        for (size_t i = 0; i < count; i++) hits += occluded(ray[i]);
        return hits;
    });
}

static void write(const std::string& what, const std::vector<Ray>& rays, const std::string& path)
{
    auto* file = std::fopen(path.c_str(), "wb");
    for (auto& ray : rays)
    {
        float distance = 0;
        int triangle;
        if (what == "blocked")
        {
            triangle = occluded(ray);
        }
        else
        {
            auto hit = closest(ray, distance);
            triangle = hit.geomID == RTC_INVALID_GEOMETRY_ID ? -1 : (int)hit.primID;
        }

        std::fwrite(&triangle, 4, 1, file);
        std::fwrite(&distance, 4, 1, file);
    }

    std::fclose(file);
}

int main(int count, char** words)
{
    if (count != 3) return 2;
    _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
    _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
    read(words[1]);
    threads = (unsigned)std::atoi(words[2]);
    device = rtcNewDevice(("threads=" + std::to_string(threads) + ",set_affinity=0").c_str());
    build();
    std::printf("{\"ready\": true}\n");
    std::fflush(stdout);
    std::string line;
    while (std::getline(std::cin, line))
    {
        std::istringstream parts(line);
        std::string what, file;
        size_t number = 0;
        double seconds = 0;
        parts >> what >> number;
        if (what == "build")
        {
            std::vector<double> times;
            for (size_t i = 0; i < number; i++) times.push_back(1000 * build());
            std::sort(times.begin(), times.end());
            std::printf("{\"value\": %.4f}\n", times[times.size() / 2]);
        }
        else if (what == "hits" || what == "blocked")
        {
            parts >> file;
            write(what, sets.at(number), file);
            std::printf("{\"value\": 0}\n");
        }
        else
        {
            parts >> seconds;
            std::printf("{\"value\": %.4f}\n", rate(what, sets.at(number), seconds));
        }

        std::fflush(stdout);
    }

    return 0;
}
