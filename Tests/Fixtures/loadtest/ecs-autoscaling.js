// The requests of 'ramp' for services.encryptor, as `lintel simulate` takes them.
//
// They come at their own pace (an open model), so that a slow answer does not make the load smaller.
//
//   BASE_URL=$(aws cloudformation describe-stacks --region us-east-1 --stack-name STACK \
//     --query "Stacks[0].Outputs[?OutputKey=='LoadBalancerPublicListenersHttpUrl'].OutputValue" --output text)
// or, where deploy.sh has made it,
//   BASE_URL=http://$(aws elbv2 describe-load-balancers --region us-east-1 --names my-app-autoscaling-alb \
//     --query 'LoadBalancers[0].DNSName' --output text):8080
//   k6 run -e BASE_URL="$BASE_URL" loadtest.js
import http from 'k6/http';
import { check } from 'k6';

const url = __ENV.BASE_URL;
if (!url) {
  throw new Error('BASE_URL is not set: the head of this script says what it is');
}

export const options = {
  scenarios: {
    load: {
      executor: 'ramping-arrival-rate',
      startRate: 0,
      timeUnit: '1s',
      preAllocatedVUs: 90,
      maxVUs: 360,
      stages: [
        { target: 90, duration: '300s' },
        { target: 90, duration: '1500s' },
        { target: 5, duration: '300s' },
        { target: 5, duration: '2400s' },
      ],
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.01'],
    http_req_duration: ['p(95)<1000'],
    dropped_iterations: ['count<1'],
  },
};

export default function () {
  const response = http.get(url + "/");
  check(response, { 'status is 2xx': (answer) => answer.status >= 200 && answer.status < 300 });
}
