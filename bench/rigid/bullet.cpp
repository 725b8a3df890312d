// Bullet on a scene of ./p2c2r bench rigid: bullet SCENE STEPS. Prints milliseconds a step, of all and of the second half, and where bodies got.
// g++ -O3 -march=native -DNDEBUG -I/usr/include/bullet bullet.cpp -lBulletDynamics -lBulletCollision -lLinearMath
#include <btBulletDynamicsCommon.h>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

int main(int count, char** arguments) {
  if (count < 3) return 2;
  std::ifstream file(arguments[1]);
  const int steps = std::atoi(arguments[2]);
  btDefaultCollisionConfiguration configuration;
  btCollisionDispatcher dispatcher(&configuration);
  btDbvtBroadphase broadphase;
  btSequentialImpulseConstraintSolver solver;
  btDiscreteDynamicsWorld world(&dispatcher, &broadphase, &solver, &configuration);
  world.setGravity(btVector3(0, -9.81f, 0));
  std::vector<btCollisionShape*> shapes;
  std::vector<btRigidBody*> bodies;
  std::vector<btVector3> starts;
  std::string word;
  while (file >> word) {
    if (word == "shape") {
      file >> word;
      if (word == "box") {
        float x, y, z;
        file >> x >> y >> z;
        shapes.push_back(new btBoxShape(btVector3(x, y, z)));
      } else {
        int points;
        file >> points;
        auto* hull = new btConvexHullShape();
        for (int i = 0; i < points; i++) {
          float x, y, z;
          file >> x >> y >> z;
          hull->addPoint(btVector3(x, y, z), false);
        }
        hull->recalcLocalAabb();
        hull->initializePolyhedralFeatures();
        shapes.push_back(hull);
      }
    } else {
      int shape, fixed;
      float x, y, z;
      file >> shape >> fixed >> x >> y >> z;
      const float mass = fixed ? 0.f : 1.f;
      btVector3 inertia(0, 0, 0);
      if (!fixed) shapes[shape]->calculateLocalInertia(mass, inertia);
      btTransform place;
      place.setIdentity();
      place.setOrigin(btVector3(x, y, z));
      btRigidBody::btRigidBodyConstructionInfo info(mass, new btDefaultMotionState(place), shapes[shape], inertia);
      info.m_friction = std::sqrt(0.6f);  // Bullet multiplies them
      auto* body = new btRigidBody(info);
      body->setActivationState(DISABLE_DEACTIVATION);
      world.addRigidBody(body);
      bodies.push_back(body);
      starts.push_back(place.getOrigin());
    }
  }
  double total = 0, late = 0;
  for (int i = 0; i < steps; i++) {
    const auto start = std::chrono::steady_clock::now();
    world.stepSimulation(1.f / 60, 0, 1.f / 60);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    total += ms;
    if (i >= steps / 2) late += ms;
  }
  double farthest = 0;
  for (size_t i = 0; i < bodies.size(); i++) farthest = std::fmax(farthest, (bodies[i]->getWorldTransform().getOrigin() - starts[i]).length());
  const double drop = starts.back().y() - bodies.back()->getWorldTransform().getOrigin().y();
  std::printf("{\"ms\":%f,\"late_ms\":%f,\"drop\":%f,\"farthest\":%f}\n", total / steps, late / (steps - steps / 2), drop, farthest);
}
